// How htmx asks and answers: nothing is evaluated, refused input (422) and conflicts (409) are drawn like any answer.
Object.assign(htmx.config, {
  allowEval: false, includeIndicatorStyles: false, allowScriptTags: false, selfRequestsOnly: true, historyCacheSize: 0,
  attributesToSettle: ["class", "width", "height"], defaultSettleDelay: 0, scrollIntoViewOnBoost: false,
  responseHandling: [
    { code: "204", swap: false }, { code: "[23]..", swap: true }, { code: "422", swap: true }, { code: "409", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

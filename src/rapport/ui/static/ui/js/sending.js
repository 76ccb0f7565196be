// Sending to our own server from scripts, with the token every form carries.
export const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

export function post(address, values) {
  return fetch(address, { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRFToken": token() } });
}

// As a form does: the answer is the next page.
export function submit(address, values) {
  const form = document.createElement("form");
  form.method = "post"; form.action = address; form.hidden = true;
  for (const [name, value] of Object.entries({ ...values, csrfmiddlewaretoken: token() })) {
    const box = document.createElement("input");
    box.type = "hidden"; box.name = name; box.value = value;
    form.append(box);
  }
  document.body.append(form);
  form.submit();
}

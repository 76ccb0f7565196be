// Whether somebody is typing: then letters are letters, not commands.
export const writing = element => Boolean(element?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]"));

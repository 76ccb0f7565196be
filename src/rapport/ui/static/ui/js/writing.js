// Whether somebody is typing: then letters are letters, not commands. A field that was closed may hold the keyboard
// until the next frame, but nobody types into it.
export const writing = element => Boolean(element?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")?.checkVisibility());

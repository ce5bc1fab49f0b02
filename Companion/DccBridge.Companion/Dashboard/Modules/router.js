// Addresses of pages: "#/findings?severity=error". They can be kept, sent and gone back to; none of them holds a secret.

/** The page that the address names, and its parameters. */
export function current() {
    const [path, query] = location.hash.replace(/^#\/?/, '').split('?', 2);
    return { page: path || 'findings', parameters: new URLSearchParams(query ?? '') };
}

/** The address of a page. Parameters without a value are left out. */
export function address(page, parameters) {
    const entries = Object.entries(parameters ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false);
    return `#/${page}${entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`}`;
}

/** Goes to a page; the way back leads here. */
export function go(page, parameters) {
    location.hash = address(page, parameters);
}

/** Changes the address of the page that is shown, without a step in the history and without drawing it again. */
export function rename(page, parameters) {
    history.replaceState(null, '', address(page, parameters));
}

/** Whether a text that came from elsewhere is the address of a page ("findings?run=..."). */
export function isPage(text) {
    return /^[a-z]+(\?[\w=&%.:+~/-]*)?$/.test(text);
}

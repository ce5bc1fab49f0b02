// Takes a stream of Server-Sent Events apart, as the HTML standard says. The browser's own EventSource does it too, but cannot send the secret of the page.
const LONGEST = 8 * 1024 * 1024;

/** Makes a reader of text in pieces. `id` is that of the last event before; `event(type, data, id)` is called for each event, `retry(milliseconds)` when the server says how soon to come back. */
export function eventReader({ id, event, retry }) {
    let rest = '';
    let type = '';
    let data = null;

    function line(text) {
        if (text === '') {
            if (data !== null) {
                event(type || 'message', data, id);
            }

            type = '';
            data = null;
            return;
        }

        const at = text.indexOf(':');
        const name = at < 0 ? text : text.slice(0, at);
        const value = at < 0 ? '' : text.slice(text[at + 1] === ' ' ? at + 2 : at + 1);
        if (name === 'event') {
            type = value;
        } else if (name === 'data') {
            data = data === null ? value : `${data}\n${value}`;
        } else if (name === 'id' && !value.includes('\0')) {
            id = value;
        } else if (name === 'retry' && /^\d{1,9}$/.test(value)) {
            retry(Number(value));
        }

        if ((data?.length ?? 0) > LONGEST) {
            throw new RangeError('An event of the companion is too long.');
        }
    }

    return piece => {
        // A carriage return at the end may be half of a line's end.
        const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop();
        if (rest.length > LONGEST) {
            throw new RangeError('A line of the companion is too long.');
        }

        lines.forEach(line);
    };
}

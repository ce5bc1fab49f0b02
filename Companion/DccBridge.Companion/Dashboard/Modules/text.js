// Words, numbers and times as people read them.

// Control characters, and those that turn the direction of what follows or cannot be seen: a name must not be able to look like another one. The joiner of emoji stays.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text of somebody else as it may be shown. */
export function printable(text) {
    return text.replace(/\r\n?/g, '\n').replace(HIDDEN, '\ufffd');
}

/** The first so many characters; a row of a list does not need the rest. */
export function clip(text, length = 240) {
    return text.length <= length ? text : `${[...text.slice(0, length)].slice(0, -1).join('')}…`;
}

/** The last name of an asset path, file path or node path. */
export function lastName(path) {
    const parts = path.split(/[\\/|]/);
    return parts[parts.length - 1].split('.')[0] || path;
}

/** The file name with its ending. */
export function fileName(path) {
    return path.split(/[\\/]/).pop() || path;
}

/** "1 finding", "3 findings". */
export function count(number, one, many = `${one}s`) {
    return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "2 minutes ago". */
export function ago(time, now = Date.now()) {
    const seconds = Math.round((Date.parse(time) - now) / 1000);
    const size = Math.abs(seconds);
    if (Number.isNaN(seconds)) {
        return 'at an unknown time';
    }

    if (size < 45) {
        return 'just now';
    }

    return size < 3600 ? RELATIVE.format(Math.round(seconds / 60), 'minute')
        : size < 86400 ? RELATIVE.format(Math.round(seconds / 3600), 'hour')
            : RELATIVE.format(Math.round(seconds / 86400), 'day');
}

/** Day and time in full. */
export function full(time) {
    const parsed = Date.parse(time);
    return Number.isNaN(parsed) ? String(time) : FULL.format(parsed);
}

/** A day ("2026-08-25") in words. */
export function day(text) {
    const parsed = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(parsed) ? text : DAY.format(parsed);
}

/** "4.2 s", "3 min 10 s". */
export function duration(from, to) {
    const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
    return seconds < 10 ? `${seconds.toFixed(1)} s`
        : seconds < 60 ? `${Math.round(seconds)} s`
            : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** "notificationDelaySeconds" becomes "Notification delay seconds". */
export function words(name) {
    const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().replace(/\bdcc(s?)\b/g, 'DCC$1');
    return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

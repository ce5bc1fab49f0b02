// The companion's HTTP API. The session is a cookie and the secret of this origin, which goes along in a header: no form and no image of another site can send it, and no other server gets it.
import { secret } from './session.js';
import { emit, store } from './store.js';

const LIMIT = 60_000;

/** A refusal of the companion: `detail` is an instruction for the person. */
export class Problem extends Error {
    constructor(status, code, title, detail) {
        super(detail || title);
        this.status = status;
        this.code = code;
    }
}

/** Asks for something. */
export function get(path, query, signal) {
    return call('GET', path + search(query), undefined, signal);
}

/** Asks for something to be done. */
export function post(path, body) {
    return call('POST', path, body);
}

/** Replaces something. */
export function put(path, body) {
    return call('PUT', path, body);
}

/** Takes something away. */
export function remove(path) {
    return call('DELETE', path);
}

/** Fetches a picture: an image element cannot send the secret. */
export async function picture(path, signal) {
    return (await ask('GET', path, { accept: 'image/*', signal: limited(signal) })).blob();
}

/** Opens a stream, which goes on until the signal ends it. */
export function openStream(path, headers, signal) {
    return ask('GET', path, { accept: 'text/event-stream', headers, signal });
}

/** A part of a path. */
export function part(id) {
    return encodeURIComponent(id);
}

function search(query) {
    const entries = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false);
    return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

function limited(signal) {
    const limit = AbortSignal.timeout(LIMIT);
    return signal ? AbortSignal.any([limit, signal]) : limit;
}

async function call(method, path, body, signal) {
    const response = await ask(method, path, { accept: 'application/json', body, signal: limited(signal) });
    const text = response.status === 204 ? '' : await response.text();
    return text === '' ? null : JSON.parse(text);
}

async function ask(method, path, { accept, headers, body, signal }) {
    const sent = await secret();
    let response = await send(method, path, { accept, headers, body, signal }, sent);
    if (response.status === 401 && await secret() !== sent) {
        // Another tab was signed in meanwhile, and the cookie is of its session. What was refused was not done.
        response = await send(method, path, { accept, headers, body, signal }, await secret());
    }

    if (!response.ok) {
        throw await problem(response);
    }

    return response;
}

async function send(method, path, { accept, headers, body, signal }, known) {
    try {
        return await fetch(path, {
            method,
            headers: { ...headers, Accept: accept, ...(known !== '' && { 'X-DccBridge': known }), ...(body !== undefined && { 'Content-Type': 'application/json' }) },
            body: body === undefined ? undefined : JSON.stringify(body),
            credentials: 'same-origin',
            cache: 'no-store',
            redirect: 'error',
            signal,
        });
    } catch (failure) {
        if (failure.name === 'AbortError') {
            throw failure;
        }

        throw failure.name === 'TimeoutError'
            ? new Problem(0, 'timeout', 'No answer', `The companion did not answer within ${LIMIT / 1000} seconds. Look at Activity for what became of it, then try again.`)
            : new Problem(0, 'unreachable', 'Not reachable', 'The companion cannot be reached. Start it with "dccbridge tray", then try again.');
    }
}

async function problem(response) {
    if (response.status === 401 && store.connection !== 'signedOut') {
        store.connection = 'signedOut';
        emit('connection');
    }

    let body = {};
    try {
        body = await response.json();
    } catch {
        // Not a problem document; the status alone must do.
    }

    // What the companion says to a 401 is meant for scripts.
    const detail = response.status === 401 ? 'This page is not signed in, or not any more. Open the dashboard again from the tray icon, or with "dccbridge dashboard".'
        : typeof body.detail === 'string' ? body.detail
            : `The companion answered ${response.status}. Look into Logs for the reason.`;
    return new Problem(response.status, String(body.code ?? ''), String(body.title ?? ''), detail);
}

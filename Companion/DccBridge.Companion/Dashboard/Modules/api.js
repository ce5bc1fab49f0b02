// The companion's HTTP API. The session is a cookie; the header says that a change was asked for by a page of ours, which no form and no image of another site can do.
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

/** A part of a path. */
export function part(id) {
    return encodeURIComponent(id);
}

function search(query) {
    const entries = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false);
    return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

async function call(method, path, body, signal) {
    const headers = { Accept: 'application/json' };
    if (method !== 'GET') {
        headers['X-DccBridge'] = '1';
    }

    if (body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }

    const limit = AbortSignal.timeout(LIMIT);
    let response;
    try {
        response = await fetch(path, {
            method,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            credentials: 'same-origin',
            cache: 'no-store',
            redirect: 'error',
            signal: signal ? AbortSignal.any([limit, signal]) : limit,
        });
    } catch (failure) {
        if (failure.name === 'AbortError') {
            throw failure;
        }

        throw failure.name === 'TimeoutError'
            ? new Problem(0, 'timeout', 'No answer', `The companion did not answer within ${LIMIT / 1000} seconds. Look at Activity for what became of it, then try again.`)
            : new Problem(0, 'unreachable', 'Not reachable', 'The companion cannot be reached. Start it with "dccbridge tray", then try again.');
    }

    if (!response.ok) {
        throw await problem(response);
    }

    const text = response.status === 204 ? '' : await response.text();
    return text === '' ? null : JSON.parse(text);
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
    const detail = response.status === 401 ? 'This page is not signed in any more. Open the dashboard again from the tray icon, or with "dccbridge dashboard".'
        : typeof body.detail === 'string' ? body.detail
            : `The companion answered ${response.status}. Look into Logs for the reason.`;
    return new Problem(response.status, String(body.code ?? ''), String(body.title ?? ''), detail);
}

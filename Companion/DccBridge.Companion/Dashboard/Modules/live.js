// What changes, as it changes: Server-Sent Events. A connection that ends is made again, and then everything is asked for again, because what happened in between is not known.
import { openStream } from './api.js';
import { eventReader } from './eventReader.js';
import { onSecret } from './session.js';
import { emit, store } from './store.js';

const TOPICS = new Set(['status', 'activity', 'findings', 'dccs', 'sources', 'notice', 'settings']);
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;
// The companion says something at least every 15 seconds.
const LONGEST_SILENCE = 60_000;

let control = null;
let lastId = '';
let firstWait = FIRST_WAIT;
let wait = FIRST_WAIT;
let timer = 0;

/** Begins to listen, and goes on until the page is left. */
export function connect() {
    stop();
    control = new AbortController();
    listen(control.signal);
}

function stop() {
    clearTimeout(timer);
    control?.abort();
}

async function listen(signal) {
    try {
        await read(signal);
    } catch (failure) {
        if (failure.status === 401) {
            // Trying again cannot help: a session ends with the companion that gave it. Whoever asked has told it.
            return;
        }
    }

    // However it ended, the banner tells that it did, and the next try tells whether that lasts.
    if (!signal.aborted) {
        to('lost');
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
    }
}

async function read(signal) {
    const silence = new AbortController();
    let quiet = setTimeout(() => silence.abort(), LONGEST_SILENCE);
    try {
        const response = await openStream('/api/events', lastId === '' ? {} : { 'Last-Event-ID': lastId }, AbortSignal.any([signal, silence.signal]));
        guarded(opened);
        const take = eventReader({ id: lastId, event: receive, retry: setWait });
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
            clearTimeout(quiet);
            quiet = setTimeout(() => silence.abort(), LONGEST_SILENCE);
            take(piece.value);
        }
    } finally {
        clearTimeout(quiet);
        // What was not read to its end must not stay open.
        silence.abort();
    }
}

function opened() {
    const before = store.connection;
    wait = firstWait;
    to('live');
    // Who says which event was the last one is told by the companion to ask for everything again.
    if (before !== 'live' && before !== 'connecting' && lastId === '') {
        emit('refresh');
    }
}

function setWait(milliseconds) {
    firstWait = wait = Math.min(Math.max(milliseconds, FIRST_WAIT), LONGEST_WAIT);
}

function receive(topic, text, id) {
    lastId = id;
    guarded(() => tell(topic, text));
}

// A mistake of a page does not end the connection, and is shown where mistakes are.
function guarded(run) {
    try {
        run();
    } catch (failure) {
        reportError(failure);
    }
}

function tell(topic, text) {
    if (topic === 'lost') {
        emit('refresh');
        return;
    }

    if (!TOPICS.has(topic)) {
        return;
    }

    let data = null;
    if (text !== '') {
        try {
            data = JSON.parse(text);
        } catch {
            // Not ours to mend: the views are asked for as a whole instead.
            emit('refresh');
            return;
        }
    }

    if (topic === 'status' && data) {
        store.status = data;
    }

    emit(topic, data);
}

function to(connection) {
    if (store.connection !== connection) {
        store.connection = connection;
        emit('connection');
    }
}

// A page that is left does not tell of its lost connection; one that the browser takes out of its store again needs a new one.
window.addEventListener('pagehide', stop);
window.addEventListener('pageshow', event => {
    if (event.persisted) {
        // What happened meanwhile is not known.
        to('lost');
        connect();
    }
});
onSecret(() => {
    if (store.connection === 'signedOut') {
        connect();
    }
});

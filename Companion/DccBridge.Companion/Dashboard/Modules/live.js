// What changes, as it changes: Server-Sent Events. A connection that ends is made again, and then everything is asked for again, because what happened in between is not known.
import { get } from './api.js';
import { emit, store } from './store.js';

const TOPICS = ['status', 'activity', 'findings', 'dccs', 'sources', 'notice', 'settings'];
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

let source = null;
let wait = FIRST_WAIT;
let timer = 0;

/** Begins to listen, and goes on until the page is left. */
export function connect() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource('/api/events');
    source.onopen = () => {
        wait = FIRST_WAIT;
        const before = store.connection;
        to('live');
        if (before !== 'live' && before !== 'connecting') {
            emit('refresh');
        }
    };
    source.onerror = () => {
        const ended = source.readyState === EventSource.CLOSED;
        to('lost');
        // The browser tries again by itself after a lost connection, but not after a refusal.
        if (ended) {
            retry();
        } else {
            check();
        }
    };
    for (const topic of TOPICS) {
        source.addEventListener(topic, event => receive(topic, event.data));
    }

    source.addEventListener('lost', () => emit('refresh'));
}

function receive(topic, text) {
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

function retry() {
    timer = setTimeout(connect, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
    check();
}

async function check() {
    try {
        store.status = await get('/api/status');
        emit('status', store.status);
    } catch (failure) {
        if (failure.status === 401) {
            // Trying again cannot help: a session ends with the companion that gave it.
            clearTimeout(timer);
            source.close();
        }
    }
}

// What several pages share, and who wants to know when it changes.
const listeners = new Map();

export const store = {
    /** The companion at a glance; null until it has been fetched. */
    status: null,

    /** connecting, live, lost or signedOut. */
    connection: 'connecting',

    /** How many watched files changed; null until they have been fetched. */
    changedSources: null,

    /** The fix that was applied last, so that it can be taken back from any page: { project, undoId, what }. */
    lastFix: null,
};

/** Calls a function at each change of a topic; what comes back ends it. */
export function on(topic, listener) {
    if (!listeners.has(topic)) {
        listeners.set(topic, new Set());
    }

    listeners.get(topic).add(listener);
    return () => listeners.get(topic).delete(listener);
}

/** Tells of a change. */
export function emit(topic, data) {
    for (const listener of [...(listeners.get(topic) ?? [])]) {
        listener(data);
    }
}

/** Subscriptions that end together. */
export function subscriptions() {
    const ends = [];
    return {
        on(topic, listener) {
            ends.push(on(topic, listener));
        },
        add(end) {
            ends.push(end);
        },
        end() {
            while (ends.length > 0) {
                ends.pop()();
            }
        },
    };
}

/** The editors that run, as far as is known. */
export function editors() {
    return store.status?.editors ?? [];
}

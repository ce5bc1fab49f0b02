// Tells when something ends that was under way, whatever page is shown.
import { address, go, isPage } from './router.js';
import { on } from './store.js';
import { announce, toast } from './toasts.js';

const MOST = 500;

/** Whether an activity has ended. */
export function hasEnded(activity) {
    return ['succeeded', 'failed', 'cancelled', 'interrupted'].includes(activity.state);
}

/** The activities that were begun from this page, by their ids, with the messages that say so. */
const ours = new Map();

/** Says that an activity was begun here, so that its end is shown and not only read out. */
export function begun(activity) {
    ours.set(activity.id, toast('info', `${activity.title}: ${activity.state === 'queued' ? 'waits for its turn' : 'begun'}.`, { label: 'Show', run: () => go('activity', { id: activity.id }) }));
    return activity;
}

/** Listens for ends and for notifications. */
export function announceEnds() {
    const told = new Map();
    on('activity', activity => {
        if (!activity?.id) {
            return;
        }

        const before = told.get(activity.id);
        const now = `${activity.state} ${activity.stage ?? ''}`;
        if (before === now) {
            return;
        }

        told.set(activity.id, now);
        if (told.size > MOST) {
            told.delete(told.keys().next().value);
        }

        if (hasEnded(activity)) {
            tellEnd(activity);
        } else if (ours.has(activity.id) && activity.stage) {
            announce(`${activity.title}: ${activity.stage}`);
        }
    });
    on('notice', notice => {
        if (notice) {
            toast(notice.isBad ? 'error' : 'info', `${notice.title}. ${notice.body}`, isPage(notice.page ?? '') ? { label: 'Show', run: () => { location.hash = `#/${notice.page}`; } } : undefined);
        }
    });
}

function tellEnd(activity) {
    const text = activity.error ? `${activity.title}: ${activity.error.message}` : `${activity.title}: ${activity.message ?? activity.state}`;
    const message = ours.get(activity.id);
    if (!ours.delete(activity.id)) {
        announce(text);
        return;
    }

    // What was begun here and is over is shown here; the message that it was begun has done its duty.
    if (!message.contains(document.activeElement)) {
        message.remove();
    }

    const bad = activity.state === 'failed' || activity.state === 'interrupted';
    toast(bad ? 'error' : 'ok', text, bad ? { label: 'Show', run: () => { location.hash = address('activity', { id: activity.id }); } } : undefined);
}

// What is done and was done, as it goes on.
import { get, part, post } from '/modules/api.js';
import { draw, h, painter } from '/modules/dom.js';
import { begun, hasEnded } from '/modules/ends.js';
import { actionButton, callout, chip, empty, moment, pageHead, path, pending } from '/modules/parts.js';
import { address } from '/modules/router.js';
import { store, subscriptions } from '/modules/store.js';
import { count, duration, fileName, lastName } from '/modules/text.js';
import { sendForm } from './sendForm.js';

const PAGE = 50;
const MOST = 1_000;
const STATES = {
    queued: ['quiet', 'waiting', 'Queued'], running: ['accent', 'running', 'Running'], cancelling: ['warning', 'stop', 'Stopping'], succeeded: ['ok', 'ok', 'Done'],
    failed: ['error', 'error', 'Failed'], cancelled: ['quiet', 'stop', 'Cancelled'], interrupted: ['warning', 'warning', 'Interrupted'],
};
const KINDS = { send: 'send', validate: 'again', fix: 'fix', export: 'dccs' };
const ORIGINS = { dashboard: 'the dashboard', tray: 'the tray', api: 'a script', watch: 'a changed file' };

/** Opens the page. */
export function open(main, parameters) {
    const ends = subscriptions();
    const form = sendForm();
    let list = null;
    let isWhole = false;
    let failure = null;
    let wanted = parameters.get('id') ?? '';
    const view = painter(paint);
    // The form stands between what is drawn anew all the time, and is left alone.
    const head = h('div');
    const body = h('div');
    main.append(head, form.node, body);

    function paint() {
        const running = list?.filter(activity => !hasEnded(activity)).length ?? 0;
        draw(head, pageHead('Activity', list && (running > 0 ? `${running} under way.` : 'Nothing is under way.'),
            store.status?.canSendAgain && actionButton('Send last again', 'send', async () => merge(begun(await post('/api/send/again'))))));
        draw(body, list === null ? pending(failure, load)
            : list.length === 0 ? empty('activity', 'Nothing has been done yet.', 'What you send and validate shows up here, and is kept for some days (Settings says how many).')
                : h('ol', { class: 'cards single', 'aria-label': 'Activities, newest first' }, list.map(card)),
        list !== null && !isWhole && list.length > 0 && h('p', { class: 'list-foot' }, actionButton('Show older', null, older)));
        if (wanted !== '' && list !== null) {
            const card = body.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
            wanted = '';
            card?.scrollIntoView({ block: 'center' });
            card?.querySelector('h2')?.focus({ preventScroll: true });
        }
    }

    function merge(activity) {
        const at = list?.findIndex(known => known.id === activity.id) ?? -1;
        if (list === null) {
            return;
        }

        if (at >= 0) {
            list[at] = activity;
        } else {
            list.unshift(activity);
        }

        view.ask();
    }

    async function load() {
        try {
            const limit = Math.max(PAGE, Math.min(list?.length ?? 0, MOST));
            list = (await get('/api/activities', { offset: 0, limit })).items;
            isWhole = list.length < limit;
            failure = null;
        } catch (problem) {
            failure = problem;
        }

        view.ask();
    }

    async function older() {
        const page = await get('/api/activities', { offset: list.length, limit: PAGE });
        const known = new Set(list.map(activity => activity.id));
        list.push(...page.items.filter(activity => !known.has(activity.id)));
        isWhole = page.items.length < PAGE;
        view.ask();
    }

    ends.on('activity', activity => activity && merge(activity));
    ends.on('refresh', load);
    ends.on('status', () => {
        form.draw();
        view.ask();
    });
    ends.on('tick', () => view.ask());
    paint();
    load();
    return {
        update(changed) {
            wanted = changed.get('id') ?? '';
            view.ask();
        },
        close() {
            view.end();
            ends.end();
        },
    };
}

function card(activity) {
    const [tone, symbol, word] = STATES[activity.state] ?? ['quiet', 'info', activity.state];
    const isOpen = !hasEnded(activity);
    const percent = Math.round(activity.progress * 100);
    return h('li', { class: `card activity-${activity.state}`, 'data-key': activity.id },
        h('header', { class: 'card-head' }, h('h2', { dir: 'auto', tabindex: '-1' }, activity.title), h('p', { class: 'chips' }, chip(tone, symbol, word))),
        activity.state === 'running' || activity.state === 'cancelling'
            ? h('div', { class: 'progress' }, h('progress', { max: '1', value: activity.progress, 'aria-label': `Progress of ${activity.title}` }), h('span', { class: 'figure' }, `${percent} %`), activity.stage && h('span', { class: 'quiet' }, activity.stage))
            : null,
        activity.error ? callout('error', null, h('p', { dir: 'auto' }, activity.error.message))
            : activity.state === 'interrupted' ? callout('warning', null, h('p', null, activity.message ?? 'The companion ended in the middle of it. Look whether it happened before you do it again.'))
                : activity.message && h('p', { dir: 'auto' }, activity.message),
        activity.errors + activity.warnings > 0 && h('p', null, h('a', { href: address('findings', { project: activity.project, sort: 'time' }) }, `${count(activity.errors, 'error')}, ${count(activity.warnings, 'warning')}`), ' found.'),
        h('p', { class: 'quiet meta' }, [activity.project, `asked for by ${ORIGINS[activity.origin] ?? activity.origin}`].filter(Boolean).join(', '), ' ', moment(activity.createdAt),
            activity.endedAt && activity.state !== 'interrupted' ? `, took ${duration(activity.createdAt, activity.endedAt)}` : ''),
        activity.files.length + activity.assets.length > 0 && h('div', { class: 'more' },
            names('Files', activity.files, activity.fileCount, fileName),
            names('Assets', activity.assets, activity.assets.length, lastName)),
        isOpen && h('div', { class: 'actions' }, actionButton('Cancel', 'stop', () => post(`/api/activities/${part(activity.id)}/cancel`), {
            'aria-label': `Cancel ${activity.title}`, disabled: activity.state === 'cancelling', 'data-focus': `cancel-${activity.id}`,
        })));
}

function names(title, list, total, short) {
    return list.length > 0 && h('details', { 'data-key': title }, h('summary', null, `${title}: ${total === 1 ? '' : `${total}, `}`, h('bdi', null, short(list[0])), total > 1 ? ' and more' : ''),
        h('ul', { class: 'paths' }, list.map(entry => h('li', null, path(entry))), total > list.length && h('li', { class: 'quiet' }, `and ${total - list.length} more`)));
}

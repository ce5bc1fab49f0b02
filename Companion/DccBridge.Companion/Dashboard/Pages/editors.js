// The running editors: what state each is in, and what it waits for.
import { get, post } from '/modules/api.js';
import { draw, h, painter } from '/modules/dom.js';
import { begun } from '/modules/ends.js';
import { actionButton, callout, chip, empty, facts, pageHead, path, pending } from '/modules/parts.js';
import { address } from '/modules/router.js';
import { emit, store, subscriptions } from '/modules/store.js';
import { count, full } from '/modules/text.js';

const LINKS = { connecting: ['info', 'running', 'Connecting'], connected: ['ok', 'ok', 'Connected'], lost: ['warning', 'warning', 'Connection lost'], refused: ['error', 'error', 'Refused'] };
const WORK = { starting: ['info', 'running', 'Starting'], ticking: ['quiet', 'ok', 'Ready'], stalled: ['warning', 'waiting', 'Does not respond'], modal: ['warning', 'warning', 'Dialog is open'], stopping: ['quiet', 'stop', 'Stopping'] };

/** Opens the page. */
export function open(main) {
    const ends = subscriptions();
    let failure = null;
    const view = painter(paint);

    function paint() {
        const status = store.status;
        draw(main, pageHead('Editors', status && (status.editors.length === 0 ? null : `${count(status.editors.length, 'editor')} on this machine.`), status && tools(status)),
            status ? [status.attention.map(text => callout('warning', 'Needs attention', h('p', null, text))),
                status.editors.length === 0
                    ? empty('editors', 'No editor runs.', 'Open a project with the DccBridge plugin in Unreal; it shows up here by itself.', 'It does not show up? The page Doctor says why.')
                    : h('ul', { class: 'cards' }, status.editors.map(card))]
                : pending(failure, load));
    }

    function tools(status) {
        return [
            status.canSendAgain && actionButton('Send last again', 'send', async () => begun(await post('/api/send/again')), { 'data-key': 'again' }),
            status.pausedUntil
                ? actionButton('Resume notifications', 'info', () => take(post('/api/notifications/resume')), { 'data-key': 'pause', title: `Paused until ${full(status.pausedUntil)}` })
                : actionButton('Pause notifications 1 h', 'waiting', () => take(post('/api/notifications/pause', { minutes: 60 })), { 'data-key': 'pause' }),
        ];
    }

    async function take(answer) {
        store.status = await answer;
        emit('status', store.status);
    }

    async function load() {
        try {
            await take(get('/api/status'));
        } catch (problem) {
            failure = problem;
            view.ask();
        }
    }

    ends.on('status', () => view.ask());
    paint();
    if (!store.status) {
        load();
    }

    return {
        update() {},
        close() {
            view.end();
            ends.end();
        },
    };
}

function card(editor) {
    const [tone, symbol, word] = LINKS[editor.link] ?? ['quiet', 'info', editor.link];
    const work = editor.activity === null ? null : WORK[editor.activity] ?? ['quiet', 'info', editor.activity];
    const open = editor.errors + editor.warnings;
    return h('li', { class: 'card', 'data-key': editor.id },
        h('header', { class: 'card-head' }, h('h2', { dir: 'auto' }, editor.project), h('p', { class: 'chips' }, chip(tone, symbol, word), work && chip(...work))),
        h('p', { class: 'quiet' }, editor.engine),
        editor.modal !== null && callout('warning', 'Unreal waits for an answer to its dialog', h('p', { dir: 'auto', class: 'said' }, editor.modal), h('p', null, 'Answer it in Unreal; what was sent meanwhile goes on by itself.')),
        editor.message !== null && callout(editor.link === 'refused' ? 'error' : 'info', null, h('p', null, editor.message)),
        facts(
            ['Findings', h('a', { href: address('findings', { project: editor.project }) }, open === 0 ? 'none open' : `${count(editor.errors, 'error')}, ${count(editor.warnings, 'warning')}`)],
            ['Queue', editor.queueDepth === 0 ? 'empty' : `${editor.queueDepth} waiting for the engine`],
            ['Project', path(editor.projectPath)],
            ['Process', String(editor.processId)]),
        h('div', { class: 'actions' },
            actionButton('Validate the project', 'again', async () => begun(await post('/api/validate', { editor: editor.id, paths: [], origin: 'dashboard' })), { 'aria-label': `Validate the project ${editor.project}` })));
}

// The DCCs that run on this machine, and what each can.
import { get, part, post } from '/modules/api.js';
import { draw, h, painter } from '/modules/dom.js';
import { begun } from '/modules/ends.js';
import { actionButton, callout, chip, editorChoice, empty, facts, pageHead, path, pending } from '/modules/parts.js';
import { editors, subscriptions } from '/modules/store.js';
import { count } from '/modules/text.js';
import { announce } from '/modules/toasts.js';

const ABILITIES = { selection: 'tell its selection', export: 'export', open: 'open files', select: 'select nodes', code: 'run code' };

/** Opens the page. */
export function open(main) {
    const ends = subscriptions();
    let list = null;
    let failure = null;
    let editor = '';
    const view = painter(paint);

    function paint() {
        draw(main, pageHead('DCCs', list && (list.length === 0 ? null : `${count(list.length, 'program')} found on this machine.`), actionButton('Look again', 'again', look, { 'data-focus': 'look' })),
            list === null ? pending(failure, load)
                : list.length === 0 ? empty('dccs', 'No DCC was found.', 'Start Blender, Maya or Houdini with the DccBridge add-on: "dccbridge install --dcc blender" puts it there.', 'Other ports to look at are listed in Settings.')
                    : [editorChoice(editors(), editor, event => {
                        editor = event.currentTarget.value;
                    }), h('ul', { class: 'cards' }, list.map(card))]);
    }

    function card(dcc) {
        return h('li', { class: 'card', 'data-key': dcc.id },
            h('header', { class: 'card-head' }, h('h2', { dir: 'auto' }, dcc.name), h('p', { class: 'chips' }, dcc.reachable ? chip('ok', 'ok', 'Reachable') : chip('warning', 'warning', 'No answer'))),
            dcc.message !== null && callout('warning', null, h('p', { dir: 'auto' }, dcc.message)),
            facts(
                ['Scene', dcc.scene === null ? 'not saved yet' : path(dcc.scene)],
                ['Address', path(dcc.address)],
                ['Can', dcc.capabilities.map(known => ABILITIES[known] ?? known).join(', ') || 'nothing that is used here']),
            dcc.capabilities.includes('export') && h('div', { class: 'actions' }, actionButton('Send selection', 'send', () => send(dcc), {
                class: dcc.reachable ? 'button primary' : 'button', 'aria-label': `Send selection of ${dcc.name}`, 'data-focus': `send-${dcc.id}`, 'aria-disabled': dcc.reachable ? null : 'true',
            })));
    }

    async function send(dcc) {
        if (!dcc.reachable) {
            throw new Error(dcc.message ?? `${dcc.name} does not answer. Close its open dialogs, then look again.`);
        }

        begun(await post(`/api/dccs/${part(dcc.id)}/send`, { editor: editor || null, origin: 'dashboard', onConflict: 'update', idempotencyKey: crypto.randomUUID() }));
    }

    async function look() {
        list = await post('/api/dccs/look');
        failure = null;
        announce(list.length === 0 ? 'No DCC was found.' : `${count(list.length, 'program')} found.`);
        view.ask();
    }

    async function load() {
        try {
            list = await get('/api/dccs');
            failure = null;
        } catch (problem) {
            failure = problem;
        }

        view.ask();
    }

    ends.on('dccs', found => {
        if (Array.isArray(found)) {
            list = found;
            view.ask();
        } else {
            load();
        }
    });
    ends.on('refresh', load);
    ends.on('status', () => view.ask());
    paint();
    load();
    return {
        update() {},
        close() {
            view.end();
            ends.end();
        },
    };
}

// Files that were sent and are watched: those that changed since come first.
import { get, part, post, remove } from '/modules/api.js';
import { draw, h, painter } from '/modules/dom.js';
import { begun } from '/modules/ends.js';
import { actionButton, chip, empty, moment, pageHead, path, pending } from '/modules/parts.js';
import { subscriptions } from '/modules/store.js';
import { count, fileName } from '/modules/text.js';
import { busy, toast } from '/modules/toasts.js';

/** Opens the page. */
export function open(main) {
    const ends = subscriptions();
    let list = null;
    let failure = null;
    let shown = 100;
    const view = painter(paint);

    function paint() {
        const changed = list?.filter(source => source.changed) ?? [];
        draw(main, pageHead('Sources', list && (list.length === 0 ? null : changed.length === 0 ? `${count(list.length, 'file')}, all as they were sent.` : `${count(changed.length, 'file')} of ${list.length} changed since they were sent.`),
            changed.length > 0 && h('button', { type: 'button', class: 'button', onclick: event => all(event.currentTarget, changed) }, changed.length === 1 ? 'Send the changed one again' : `Send all ${changed.length} changed again`)),
        list === null ? pending(failure, load)
            : list.length === 0 ? empty('sources', 'No file is watched.', 'Files that you send are watched from then on. When one is saved again, it can be sent again from here.')
                : [h('table', { class: 'stack', 'data-key': 'table' },
                    h('caption', { class: 'visually-hidden' }, 'Watched files'),
                    h('thead', null, h('tr', null, ['File', 'State', 'Project', 'Sent', 'Actions'].map(word => h('th', { scope: 'col' }, word)))),
                    h('tbody', null, list.slice(0, shown).map(row))),
                list.length > shown && h('p', { class: 'list-foot' }, h('button', { type: 'button', class: 'button', onclick: () => {
                    shown += 100;
                    paint();
                } }, 'Show more'))]);
    }

    function row(source) {
        const name = fileName(source.path);
        return h('tr', { 'data-key': source.id },
            h('th', { scope: 'row', 'data-label': 'File' }, h('bdi', { class: 'file-name' }, name), path(source.path)),
            h('td', { 'data-label': 'State' }, source.missing ? chip('error', 'error', 'Missing')
                : source.changed ? [chip('warning', 'sources', 'Changed'), source.changedAt && [' ', moment(source.changedAt)]] : chip('quiet', 'ok', 'As sent')),
            h('td', { 'data-label': 'Project' }, h('bdi', null, source.project)),
            h('td', { 'data-label': 'Sent' }, moment(source.sentAt)),
            h('td', { 'data-label': 'Actions' }, h('div', { class: 'actions' },
                !source.missing && actionButton('Send again', 'send', async () => begun(await post(`/api/sources/${part(source.id)}/resend`)), { class: source.changed ? 'button small primary' : 'button small', 'aria-label': `Send again: ${name}`, 'data-focus': `send-${source.id}` }),
                actionButton('Forget', null, () => forget(source), { class: 'button small plain', 'aria-label': `Forget ${name}` }))));
    }

    async function forget(source) {
        await remove(`/api/sources/${part(source.id)}`);
        list = list.filter(known => known.id !== source.id);
        toast('ok', `${fileName(source.path)} is not watched any more.`);
        paint();
    }

    function all(button, changed) {
        return busy(button, async () => {
            for (const source of changed) {
                begun(await post(`/api/sources/${part(source.id)}/resend`));
            }
        });
    }

    async function load() {
        try {
            list = await get('/api/sources');
            failure = null;
        } catch (problem) {
            failure = problem;
        }

        view.ask();
    }

    ends.on('sources', found => {
        if (Array.isArray(found)) {
            list = found;
            view.ask();
        } else {
            load();
        }
    });
    ends.on('refresh', load);
    ends.on('tick', () => view.ask());
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

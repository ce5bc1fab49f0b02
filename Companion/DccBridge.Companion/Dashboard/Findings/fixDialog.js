// A safe fix: what it would change, then done as shown or not at all, then a way back.
import { part, post } from '/modules/api.js';
import { openDialog } from '/modules/dialog.js';
import { h } from '/modules/dom.js';
import { actionButton, callout, path } from '/modules/parts.js';
import { count } from '/modules/text.js';
import { announce, toast } from '/modules/toasts.js';

/** Asks for a preview and shows it. */
export async function fixDialog(item) {
    let fix = await post(`/api/findings/${part(item.id)}/fix`, {});
    let stage = 'preview';
    let failure = null;
    const dialog = openDialog('Safe fix', render, { wide: true });
    return dialog;

    function render() {
        const isEmpty = fix.changes.length === 0;
        return [
            failure && callout('error', null, h('p', { role: 'alert' }, failure.message)),
            h('p', null, {
                preview: isEmpty ? 'There is nothing that can be mended safely.' : `${count(fix.changes.length, 'change')} in ${item.project}. Nothing has been changed yet.`,
                applied: `${count(fix.changes.length, 'change')} made in ${item.project}, as one step.`,
                undone: 'The fix was taken back.',
            }[stage]),
            !isEmpty && changes(fix.changes, stage),
            fix.refused.length > 0 && h('div', null, h('h3', null, 'Left alone'), h('ul', null, fix.refused.map(text => h('li', { dir: 'auto' }, text)))),
            h('footer', { class: 'dialog-foot' },
                stage === 'preview' && !isEmpty && actionButton('Apply fix', 'fix', apply, { class: 'button primary', 'data-first': true, 'data-key': 'apply' }),
                stage === 'applied' && fix.undoId && actionButton('Undo', 'undo', undo, { class: 'button', 'data-key': 'undo' }),
                h('button', { type: 'button', class: 'button', 'data-key': 'close', 'data-landing': true, onclick: () => dialog.close() }, stage === 'preview' && !isEmpty ? 'Cancel' : 'Close')),
        ];
    }

    async function run(work) {
        try {
            failure = null;
            await work();
        } catch (problem) {
            failure = problem;
            if (!dialog.isOpen()) {
                toast('error', problem.message);
            }
        }

        if (dialog.isOpen()) {
            dialog.draw();
        }
    }

    function apply() {
        return run(async () => {
            fix = await post(`/api/findings/${part(item.id)}/fix`, { planHash: fix.planHash });
            stage = 'applied';
            dialog.title('Fix applied');
            announce(`${count(fix.changes.length, 'change')} made.`);
            const { undoId } = fix;
            if (undoId) {
                // The finding goes, and its dialog with it; the way back stays.
                dialog.node.addEventListener('close', () => stage === 'applied' && toast('ok', `Fixed: ${fix.changes.map(change => change.what).slice(0, 2).join(', ')}.`, { label: 'Undo', run: () => undoLater(undoId), stays: true }), { once: true });
            }
        });
    }

    function undo() {
        return run(async () => {
            fix = await post(`/api/fixes/${part(fix.undoId)}/undo`, { project: item.project });
            stage = 'undone';
            dialog.title('Fix taken back');
            announce('The fix was taken back.');
        });
    }

    async function undoLater(undoId) {
        try {
            await post(`/api/fixes/${part(undoId)}/undo`, { project: item.project });
            toast('ok', 'The fix was taken back.');
        } catch (problem) {
            toast('error', problem.message);
        }
    }
}

function changes(list, stage) {
    return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Changes' }, h('table', { class: 'changes' },
        h('thead', null, h('tr', null, ['Asset', 'What', 'Before', 'After', 'References'].map(word => h('th', { scope: 'col' }, word)))),
        h('tbody', null, list.map((change, index) => {
            const [before, after] = difference(change.before, change.after);
            return h('tr', { 'data-key': `${stage}-${index}` },
                h('td', { 'data-label': 'Asset' }, path(change.assetPath)),
                h('td', { 'data-label': 'What' }, change.what),
                h('td', { 'data-label': 'Before' }, h('span', { class: 'before' }, before.map((text, at) => (at === 1 && text !== '' ? h('del', null, text) : text)))),
                h('td', { 'data-label': 'After' }, h('span', { class: 'after' }, after.map((text, at) => (at === 1 && text !== '' ? h('ins', null, text) : text)))),
                h('td', { 'data-label': 'References' }, change.updatedReferences === 0 ? 'none' : `${change.updatedReferences} updated`));
        }))));
}

// Begin, what differs, end: of both.
function difference(before, after) {
    const one = [...before];
    const other = [...after];
    const most = Math.min(one.length, other.length);
    let head = 0;
    while (head < most && one[head] === other[head]) {
        head++;
    }

    let tail = 0;
    while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) {
        tail++;
    }

    return [one, other].map(letters => [letters.slice(0, head).join(''), letters.slice(head, letters.length - tail).join(''), letters.slice(letters.length - tail).join('')]);
}

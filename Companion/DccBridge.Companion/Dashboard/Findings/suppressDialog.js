// Accepts a finding, or all of its rule in a folder: for a reason, and until a day if it is not for ever.
import { part, post } from '/modules/api.js';
import { openDialog } from '/modules/dialog.js';
import { h } from '/modules/dom.js';
import { callout } from '/modules/parts.js';
import { clip, lastName } from '/modules/text.js';
import { busy, toast } from '/modules/toasts.js';

/** Asks for the reason. */
export function suppressDialog(item) {
    let problem = null;
    let reasonProblem = null;
    const dialog = openDialog('Suppress a finding', () => [
        h('p', null, h('strong', null, item.ruleId), ' on ', h('bdi', null, lastName(item.assetPath)), ': ', h('bdi', null, clip(item.message, 160))),
        h('p', { class: 'quiet' }, 'It is written into the DccBridge.settings.json of the project, and so holds for everybody who works on it.'),
        h('form', { onsubmit: submit, novalidate: true },
            problem && callout('error', null, h('p', { role: 'alert' }, problem)),
            h('div', { class: 'field', 'data-key': 'reason' },
                h('label', { for: 'suppress-reason' }, 'Reason'),
                h('textarea', { id: 'suppress-reason', name: 'reason', rows: '3', required: true, maxlength: '500', 'data-first': true, 'aria-invalid': reasonProblem ? 'true' : null, 'aria-describedby': reasonProblem ? 'suppress-reason-problem' : null }),
                reasonProblem && h('p', { class: 'problem', id: 'suppress-reason-problem' }, reasonProblem)),
            h('div', { class: 'field', 'data-key': 'folder' },
                h('label', { for: 'suppress-folder' }, 'For'),
                h('select', { id: 'suppress-folder', name: 'folder' },
                    h('option', { value: '' }, `${lastName(item.assetPath)} alone`),
                    foldersOf(item.assetPath).map(folder => h('option', { value: folder, 'data-key': folder }, `all of ${item.ruleId} in ${folder}`)))),
            h('div', { class: 'field', 'data-key': 'until' },
                h('label', { for: 'suppress-until' }, 'Last day (leave empty for ever)'),
                h('input', { id: 'suppress-until', name: 'until', type: 'date', min: today() })),
            h('footer', { class: 'dialog-foot' },
                h('button', { type: 'submit', class: 'button primary' }, 'Suppress'),
                h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Cancel'))),
    ]);
    return dialog;

    async function submit(event) {
        event.preventDefault();
        const form = event.currentTarget;
        const reason = form.elements.reason.value.trim();
        const until = form.elements.until;
        reasonProblem = reason === '' ? 'Say why it is accepted: whoever reads the settings later must understand it.' : null;
        problem = until.validity.valid ? null : 'The last day must be a date from today on, or empty.';
        if (reasonProblem || problem) {
            dialog.draw();
            (reasonProblem ? form.elements.reason : until).focus();
            return;
        }

        await busy(form.querySelector('[type=submit]'), async () => {
            try {
                await post(`/api/findings/${part(item.id)}/suppress`, { reason, until: until.value || null, folder: form.elements.folder.value || null });
                dialog.close();
                toast('ok', until.value ? `Suppressed until ${until.value}.` : 'Suppressed.');
            } catch (failure) {
                problem = failure.message;
                dialog.draw();
            }
        });
    }
}

/** The folders that an asset lies in, the nearest first. */
function foldersOf(asset) {
    const names = asset.split('/').slice(1, -1);
    return names.map((_, at) => `/${names.slice(0, names.length - at).join('/')}`);
}

function today() {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}

// Sends files by their paths. A browser does not tell a page where a dropped file lies, so paths are written or pasted.
import { post } from '/modules/api.js';
import { draw, h } from '/modules/dom.js';
import { begun } from '/modules/ends.js';
import { callout, editorChoice } from '/modules/parts.js';
import { editors } from '/modules/store.js';
import { busy } from '/modules/toasts.js';

/** Makes the form. */
export function sendForm() {
    let problem = null;
    let editor = '';
    const node = h('details', { class: 'card send-form', 'data-key': 'send-form' });

    function paint() {
        draw(node,
            h('summary', null, 'Send files by path'),
            h('form', { onsubmit: submit, novalidate: true },
                h('div', { class: 'field' },
                    h('label', { for: 'send-files' }, 'Files and folders, one full path a line'),
                    h('textarea', { id: 'send-files', name: 'files', rows: '3', class: 'path', spellcheck: 'false', 'aria-invalid': problem ? 'true' : null, 'aria-describedby': problem ? 'send-problem' : null })),
                h('div', { class: 'field' },
                    h('label', { for: 'send-to' }, 'Content folder (empty: where they came from, or the standard)'),
                    h('input', { id: 'send-to', name: 'to', type: 'text', class: 'path', placeholder: '/Game/Props', spellcheck: 'false', autocomplete: 'off' })),
                editorChoice(editors(), editor, event => {
                    editor = event.currentTarget.value;
                }),
                h('div', { id: 'send-problem', role: 'alert' }, problem && callout('error', null, h('p', null, problem))),
                h('p', { class: 'actions' }, h('button', { type: 'submit', class: 'button primary' }, 'Send'))));
    }

    async function submit(event) {
        event.preventDefault();
        const form = event.currentTarget;
        const files = form.elements.files.value.split('\n').map(line => line.trim().replace(/^"(.*)"$/, '$1')).filter(line => line !== '');
        problem = files.length === 0 ? 'Write at least one path.' : null;
        paint();
        if (problem) {
            form.elements.files.focus();
            return;
        }

        await busy(form.querySelector('[type=submit]'), async () => {
            try {
                begun(await post('/api/send', { files, to: form.elements.to.value.trim() || null, editor: editor || null, origin: 'dashboard', onConflict: 'update', idempotencyKey: crypto.randomUUID() }));
                form.elements.files.value = '';
            } catch (failure) {
                problem = failure.message;
                paint();
            }
        });
    }

    paint();
    return { node, draw: paint };
}

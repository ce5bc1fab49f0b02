// The settings: a form that is made of their JSON schema, so that a new setting needs nothing here.
import { get, put } from '/modules/api.js';
import { draw, h } from '/modules/dom.js';
import { callout, pageHead, path, pending } from '/modules/parts.js';
import { subscriptions } from '/modules/store.js';
import { busy, toast } from '/modules/toasts.js';
import { check, fieldNamed, fieldOf, fromText, titleOf, toText } from './settingsFields.js';

/** Opens the page. */
export function open(main) {
    const ends = subscriptions();
    let schema = null;
    let view = null;
    let failure = null;
    let texts = {};
    let problems = {};
    let refused = null;
    let isChanged = false;
    let isOutdated = false;

    function names() {
        return Object.keys(schema.properties).filter(name => !name.startsWith('$'));
    }

    function paint() {
        draw(main, pageHead('Settings', view && h('span', null, 'File ', path(view.file))),
            view === null ? pending(failure, load) : [
                view.problems.length > 0 && callout('warning', 'The file has values that cannot be used; the defaults stand in for them:', h('ul', null, view.problems.map(text => h('li', { dir: 'auto' }, problemLink(text))))),
                isOutdated && callout('info', 'The settings were changed elsewhere.', h('p', null, h('button', { type: 'button', class: 'button small', onclick: load }, 'Show what they are now'), ' What you changed here is then lost.')),
                h('div', { id: 'settings-refused', role: 'alert' }, refused && callout('error', 'Nothing was saved.', h('p', { dir: 'auto' }, refused))),
                h('form', { class: 'settings card', onsubmit: submit, novalidate: true },
                    names().map(name => fieldOf(name, schema.properties[name], texts[name], problems[name] ?? fileProblem(name), text => {
                        texts[name] = text;
                        isChanged = true;
                        if (problems[name]) {
                            delete problems[name];
                            paint();
                        }
                    })),
                    h('footer', { class: 'form-foot' }, h('button', { type: 'submit', class: 'button primary' }, 'Save'), h('button', { type: 'button', class: 'button', onclick: load }, 'Discard changes'))),
            ]);
    }

    function fileProblem(name) {
        return view.problems.find(text => fieldNamed(text, names()) === name);
    }

    function problemLink(text) {
        const name = fieldNamed(text, names());
        return name ? h('button', { type: 'button', class: 'link', onclick: () => document.getElementById(`setting-${name}`)?.focus() }, text) : text;
    }

    async function load() {
        try {
            [schema, view] = await Promise.all([schema ?? get('/api/settings/schema'), get('/api/settings')]);
            fill();
            failure = null;
        } catch (problem) {
            failure = problem;
        }

        paint();
    }

    function fill() {
        texts = Object.fromEntries(names().map(name => [name, toText(schema.properties[name], view.values[name])]));
        problems = {};
        refused = null;
        isChanged = false;
        isOutdated = false;
        // Fields that are there keep what stands in them when they are drawn: these are to show the new values.
        main.querySelector('form.settings')?.remove();
    }

    async function submit(event) {
        event.preventDefault();
        problems = {};
        const values = { ...view.values };
        for (const name of names()) {
            const [value, problem] = fromText(schema.properties[name], texts[name]);
            const wrong = problem ?? check(schema.properties[name], value);
            if (wrong) {
                problems[name] = wrong;
            } else {
                values[name] = value;
            }
        }

        const first = names().find(name => problems[name]);
        refused = first ? `${Object.keys(problems).length === 1 ? 'A field has' : `${Object.keys(problems).length} fields have`} a value that is not allowed: ${names().filter(name => problems[name]).map(name => titleOf(name, schema.properties[name])).join(', ')}.` : null;
        if (first) {
            paint();
            document.getElementById(`setting-${first}`).focus();
            return;
        }

        await busy(event.submitter, async () => {
            try {
                view = await put('/api/settings', values);
                fill();
                paint();
                main.querySelector('form.settings [type=submit]').focus({ preventScroll: true });
                toast('ok', 'The settings are saved.');
            } catch (failed) {
                refused = failed.message;
                const name = fieldNamed(failed.message, names());
                if (name) {
                    problems[name] = failed.message;
                }

                paint();
                if (name) {
                    document.getElementById(`setting-${name}`).focus();
                }
            }
        });
    }

    function changed() {
        if (isChanged) {
            isOutdated = true;
            paint();
        } else {
            load();
        }
    }

    ends.on('settings', changed);
    ends.on('refresh', changed);
    paint();
    load();
    return {
        update() {},
        close() {
            ends.end();
        },
    };
}

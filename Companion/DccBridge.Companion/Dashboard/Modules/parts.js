// Small parts that several pages show.
import { h } from './dom.js';
import { icon } from './icons.js';
import { ago, clip, full } from './text.js';
import { busy } from './toasts.js';

/** The head of a page. The heading takes the focus when the page is opened. */
export function pageHead(title, note, ...actions) {
    return h('header', { class: 'page-head' },
        h('div', null, h('h1', { tabindex: '-1' }, title), note && h('p', { class: 'quiet' }, note)),
        actions.length > 0 && h('div', { class: 'actions' }, actions));
}

/** A button that does something at the companion; see `busy`. */
export function actionButton(label, symbol, run, properties = {}) {
    const { class: kind = 'button', ...rest } = properties;
    return h('button', { type: 'button', class: kind, ...rest, onclick: event => busy(event.currentTarget, () => run(event)) }, symbol && icon(symbol), h('span', null, label));
}

/** A state as icon and word. Tone is ok, info, warning, error, quiet or accent. */
export function chip(tone, symbol, word) {
    return h('span', { class: `chip tone-${tone}` }, icon(symbol), h('span', null, word));
}

const SEVERITIES = { error: ['error', 'Error'], warning: ['warning', 'Warning'], info: ['info', 'Info'] };

/** A severity as icon and word. */
export function severityChip(severity) {
    const [tone, word] = SEVERITIES[severity] ?? ['quiet', severity];
    return chip(tone, SEVERITIES[severity] ? tone : 'info', word);
}

/** A moment: how long ago, and in full for who points at it. */
export function moment(time) {
    return h('time', { datetime: time, title: full(time) }, ago(time));
}

/** What is told when there is nothing. */
export function empty(symbol, title, ...text) {
    return h('div', { class: 'empty' }, icon(symbol), h('p', { class: 'empty-title' }, title), text.map(line => h('p', { class: 'quiet' }, line)));
}

/** Something that somebody should read: tone as in `chip`. */
export function callout(tone, title, ...children) {
    return h('div', { class: `callout tone-${tone}` }, icon(tone === 'ok' || tone === 'error' || tone === 'warning' ? tone : 'info'),
        h('div', null, title && h('p', { class: 'callout-title' }, title), children));
}

/** Names and values. Empty values are left out. */
export function facts(...pairs) {
    return h('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => h('div', { 'data-key': name }, h('dt', null, name), h('dd', null, value))));
}

/** A path: it may break anywhere but does not turn its direction. */
export function path(text) {
    return h('code', { class: 'path', dir: 'ltr' }, text);
}

/** A choice of an editor, for what is sent or validated; null when there is nothing to choose. */
export function editorChoice(editors, chosen, onchange) {
    return editors.length < 2 ? null : h('label', { class: 'field inline' }, h('span', null, 'Editor'),
        h('select', { value: chosen ?? '', onchange }, h('option', { value: '' }, 'The preferred one'), editors.map(editor => h('option', { value: editor.id }, `${clip(editor.project, 60)} (process ${editor.processId})`))));
}

/** What stands there until the first answer has come, and when none came. */
export function pending(failure, again) {
    return failure
        ? callout('error', 'This could not be loaded.', h('p', null, failure.message), h('p', null, actionButton('Try again', 'again', again, { class: 'button small' })))
        : h('p', { class: 'loading', role: 'status' }, 'Loading…');
}

// The chosen finding: what is wrong, how to mend it, what can be done from here, and how its asset fared before.
import { get, part, picture } from '/modules/api.js';
import { draw, h } from '/modules/dom.js';
import { icon } from '/modules/icons.js';
import { actionButton, callout, chip, facts, moment, path, severityChip } from '/modules/parts.js';
import { lastName } from '/modules/text.js';
import { toast } from '/modules/toasts.js';
import { ACTIONS } from './actions.js';

const CALM = 120;
const OUTCOMES = { passed: ['ok', 'ok', 'Passed'], warnings: ['warning', 'warning', 'Warnings'], failed: ['error', 'error', 'Failed'], notValidated: ['quiet', 'waiting', 'Not validated'] };
const USES = { import: 'Import', manual: 'By hand', save: 'Save', preSubmit: 'Before submit', script: 'Script' };

/** Makes the pane. */
export function detailPane({ back, filter, step, hasOthers, isWide }) {
    const node = h('section', { class: 'detail', 'aria-label': 'Chosen finding', tabindex: '-1' });
    let item = null;
    let gone = null;
    let history = null;
    let historyOf = '';
    // Null while it is on its way, '' when there is none to be had; else an address that has to be given back.
    let pictureAddress = null;
    let timer = 0;
    let control = new AbortController();

    function show(next) {
        gone = null;
        const changedAsset = next && (item?.project !== next.project || item?.assetPath !== next.assetPath);
        const changed = next && (changedAsset || item?.validatedAt !== next.validatedAt || item?.hasThumbnail !== next.hasThumbnail);
        item = next;
        if (changedAsset) {
            history = null;
            // What is on its way is of another asset.
            control.abort();
            setPicture(null);
        }

        if (changed) {
            // Somebody who holds the arrow key passes over many; only where they stop is asked for more.
            clearTimeout(timer);
            timer = setTimeout(load, CALM);
        }

        paint();
    }

    function load() {
        if (item) {
            control.abort();
            control = new AbortController();
            loadHistory(item, control.signal);
            loadPicture(item, control.signal);
        }
    }

    async function loadPicture(asked, signal) {
        if (!asked.hasThumbnail) {
            return;
        }

        let address = '';
        try {
            const content = await picture(`/api/findings/${part(asked.id)}/thumbnail`, signal);
            address = signal.aborted ? '' : URL.createObjectURL(content);
        } catch {
            // A finding without its picture is as good; that the companion is gone is told by the banner.
        }

        // Aborted: another one is on its way, or the page is left.
        if (!signal.aborted) {
            setPicture(address);
            paint();
        }
    }

    function setPicture(address) {
        if (pictureAddress) {
            URL.revokeObjectURL(pictureAddress);
        }

        pictureAddress = address;
    }

    async function loadHistory(asked, signal) {
        try {
            const found = await get('/api/history', { project: asked.project, path: asked.assetPath }, signal);
            if (item?.assetPath === asked.assetPath) {
                history = found;
                historyOf = asked.assetPath;
                paint();
            }
        } catch (failure) {
            if (failure.name !== 'AbortError' && item === asked) {
                history = failure;
                historyOf = asked.assetPath;
                paint();
            }
        }
    }

    // One that is not on the pages that are shown, or not there any more.
    async function find(id) {
        if (item?.id !== id) {
            item = null;
            paint();
        }

        try {
            show(await get(`/api/findings/${part(id)}`));
        } catch (failure) {
            if (failure.status === 404) {
                gone = item ?? { id };
                item = null;
                paint();
            }
        }
    }

    function paint() {
        draw(node, item ? whole() : gone ? goneText() : h('p', { class: 'quiet detail-none' }, 'Choose a finding to see what can be done about it.'));
    }

    function goneText() {
        return [backButton(), callout('ok', 'This finding is gone.', h('p', null, gone.assetPath ? `${lastName(gone.assetPath)} was validated again, and no longer has it.` : 'Its asset was validated again, and no longer has it.')),
            hasOthers()
                ? h('p', null, h('button', { type: 'button', class: 'button', 'data-landing': true, onclick: () => step(1) }, 'Go on to the next one'))
                : h('p', { tabindex: '-1', 'data-landing': true }, 'It was the last one of this list.')];
    }

    function backButton() {
        return !isWide() && h('button', { type: 'button', class: 'button small plain back', 'data-key': 'back', onclick: back }, icon('back'), h('span', null, 'Back to the list'));
    }

    function whole() {
        return [
            backButton(),
            h('header', { class: 'detail-head', 'data-key': 'head' },
                h('div', { class: 'detail-title' }, h('h2', { tabindex: '-1', dir: 'auto' }, lastName(item.assetPath)),
                    h('p', { class: 'chips' }, severityChip(item.severity), item.suppressedBecause !== null && chip('quiet', 'suppressed', 'Suppressed'), h('span', { class: 'quiet' }, item.assetClass))),
                thumbnail()),
            h('p', { class: 'message', dir: 'auto', 'data-key': 'message' }, item.message),
            item.fix !== '' && h('div', { class: 'mend', 'data-key': 'mend' }, h('h3', null, 'How to mend it'), h('p', { dir: 'auto' }, item.fix)),
            item.suppressedBecause !== null && callout('info', 'Accepted', h('p', { dir: 'auto' }, item.suppressedBecause)),
            h('div', { class: 'actions detail-actions', role: 'group', 'aria-label': 'Actions', 'data-key': 'actions' }, ACTIONS.map(actionOf)),
            h('div', { 'data-key': 'facts' }, facts(
                ['Asset', h('span', null, path(item.assetPath), ' ', h('button', { type: 'button', class: 'icon-button small', 'aria-label': 'Copy the asset path', title: 'Copy', onclick: copy }, icon('copy')))],
                ['Rule', h('span', { class: 'pair' }, h('span', null, item.ruleId), link('All of this rule', { rule: item.ruleId }))],
                ['Project', item.editorId === null ? `${item.project} (no editor runs)` : item.project],
                ['Node', item.node !== null && path(item.node)],
                ['Material', item.material !== null && h('bdi', null, item.material)],
                ['Material slot', item.slot !== null && String(item.slot)],
                ['Source file', item.source && h('span', null, path(item.source.path), !item.source.exists && h('span', { class: 'chips' }, chip('warning', 'warning', 'File is missing')))],
                ['Scene', item.source?.scene && path(item.source.scene)],
                ['Made with', item.source?.dcc],
                ['First found', moment(item.firstSeenAt)],
                ['Validated', moment(item.validatedAt)])),
            h('p', { class: 'links', 'data-key': 'links' }, link('All of this asset', { path: item.assetPath }), link('All in this folder', { path: folder(item.assetPath) })),
            h('section', { class: 'history', 'data-key': 'history', 'aria-label': 'History of the asset' }, h('h3', null, 'History of the asset'), historyOf === item.assetPath && history ? historyTable(history) : h('p', { class: 'quiet' }, 'Loading…')),
        ];
    }

    function thumbnail() {
        if (!item.hasThumbnail || pictureAddress === '') {
            return null;
        }

        // Its place is kept free, so that nothing moves when it comes.
        return pictureAddress === null ? h('div', { class: 'thumbnail', 'data-key': 'no-picture' })
            : h('img', { class: 'thumbnail', 'data-key': `picture-${item.id}`, src: pictureAddress, alt: `Picture of ${lastName(item.assetPath)}`, width: '96', height: '96', onerror: event => { event.currentTarget.hidden = true; } });
    }

    function link(label, changes) {
        return h('button', { type: 'button', class: 'link', onclick: () => filter(changes) }, label);
    }

    function actionOf(action) {
        const reason = action.why(item);
        return h('span', { class: 'action', 'data-key': action.name }, actionButton(action.label, action.icon, event => (reason ? toast('info', reason) : action.run(item, event)), {
            class: action.isFirst && !reason ? 'button primary' : 'button',
            'aria-disabled': reason ? 'true' : null,
            'aria-keyshortcuts': action.key,
            'data-focus': `action-${action.name}`,
            title: reason || `${action.hint} (${action.key})`,
        }));
    }

    async function copy() {
        try {
            await navigator.clipboard.writeText(item.assetPath);
            toast('ok', 'The asset path is copied.');
        } catch {
            toast('error', 'The browser does not let the page copy. Select the path and copy it by hand.');
        }
    }

    function key(letter) {
        const action = item && ACTIONS.find(known => known.key === letter);
        if (!action) {
            return false;
        }

        node.querySelector(`[data-focus="action-${action.name}"]`)?.click();
        return true;
    }

    paint();
    return {
        node, show, find, key,
        again: () => item && paint(),
        focus: () => (node.querySelector('h2, [data-landing]') ?? node).focus({ preventScroll: isWide() }),
        close: () => {
            clearTimeout(timer);
            control.abort();
            setPicture(null);
        },
    };
}

function folder(assetPath) {
    const end = assetPath.lastIndexOf('/');
    return end > 0 ? assetPath.slice(0, end) : assetPath;
}

function historyTable(history) {
    if (history instanceof Error) {
        return h('p', { class: 'quiet' }, history.message);
    }

    if (history.length === 0) {
        return h('p', { class: 'quiet' }, 'It was not judged before.');
    }

    return h('table', null,
        h('thead', null, h('tr', null, ['When', 'Outcome', 'Why', 'Rules'].map(word => h('th', { scope: 'col' }, word)))),
        h('tbody', null, history.map(verdict => {
            const [tone, symbol, word] = OUTCOMES[verdict.outcome] ?? ['quiet', 'info', verdict.outcome];
            return h('tr', { 'data-key': verdict.runId }, h('td', null, moment(verdict.validatedAt)), h('td', null, chip(tone, symbol, word)), h('td', null, USES[verdict.useCase] ?? verdict.useCase), h('td', { class: 'rules' }, verdict.rules.length === 0 ? '–' : verdict.rules.join(', ')));
        })));
}

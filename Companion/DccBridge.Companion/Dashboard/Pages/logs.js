// The companion's log: its last lines, by level, and what comes.
import { get } from '/modules/api.js';
import { draw, h } from '/modules/dom.js';
import { chip, empty, pageHead, pending } from '/modules/parts.js';
import { subscriptions } from '/modules/store.js';

const LEVELS = [['error', 'Errors only'], ['warning', 'Warnings and worse'], ['information', 'Information and worse'], ['debug', 'Everything']];
const TONES = { error: ['error', 'error', 'Error'], warning: ['warning', 'warning', 'Warning'], information: ['quiet', 'info', 'Info'], debug: ['quiet', 'logs', 'Debug'] };
const SHORT = { ERR: 'error', FTL: 'error', WRN: 'warning', INF: 'information', DBG: 'debug', VRB: 'debug', ERROR: 'error', FATAL: 'error', CRITICAL: 'error', WARNING: 'warning', WARN: 'warning', INFORMATION: 'information', INFO: 'information', DEBUG: 'debug', TRACE: 'debug' };
const LINES = [200, 1_000, 5_000];
const OFTEN = 2_000;

/** Opens the page. */
export function open(main, parameters) {
    const ends = subscriptions();
    let level = LEVELS.some(([key]) => key === parameters.get('level')) ? parameters.get('level') : 'information';
    let most = LINES[0];
    let text = '';
    let follows = true;
    let lines = null;
    let failure = null;
    let timer = 0;
    let isOpen = true;
    const head = h('div');
    const box = h('div', { class: 'log card', tabindex: '0', role: 'log', 'aria-live': 'off', 'aria-label': 'Log lines, newest last' });
    main.append(head, box);

    function paint() {
        draw(head, pageHead('Logs', 'What the companion did, newest last.'),
            h('div', { class: 'filters' },
                h('div', { class: 'search' }, h('input', { type: 'search', value: text, 'data-held': true, placeholder: 'Only lines with…', 'aria-label': 'Search log lines', autocomplete: 'off', oninput: event => {
                    text = event.currentTarget.value;
                    paintLines();
                } })),
                h('label', { class: 'field inline' }, h('span', null, 'Level'), h('select', { value: level, onchange: event => {
                    level = event.currentTarget.value;
                    load();
                } }, LEVELS.map(([key, word]) => h('option', { value: key, selected: key === level }, word)))),
                h('label', { class: 'field inline' }, h('span', null, 'Lines'), h('select', { value: String(most), onchange: event => {
                    most = Number(event.currentTarget.value);
                    load();
                } }, LINES.map(number => h('option', { value: String(number), selected: number === most }, number.toLocaleString('en'))))),
                h('label', { class: 'switch' }, h('input', { type: 'checkbox', role: 'switch', checked: follows, onchange: event => {
                    follows = event.currentTarget.checked;
                    schedule();
                    if (follows) {
                        load();
                    }
                } }), h('span', null, 'Follow'))));
    }

    function paintLines() {
        const wanted = text.toLowerCase();
        const shown = lines?.filter(line => line.toLowerCase().includes(wanted)) ?? [];
        const wasAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
        draw(box, lines === null ? pending(failure, load) : shown.length === 0 ? empty('logs', 'No line fits.', 'Choose more levels, or clear the search.')
            : h('ol', null, shown.map(line => row(line))));
        if (follows && wasAtEnd) {
            box.scrollTop = box.scrollHeight;
        }
    }

    async function load() {
        clearTimeout(timer);
        try {
            const found = await get('/api/logs', { lines: most, level });
            failure = null;
            // Most looks find nothing new; nothing is drawn then.
            if (lines === null || found.lines.length !== lines.length || found.lines.at(-1) !== lines.at(-1) || found.lines[0] !== lines[0]) {
                lines = found.lines;
                paintLines();
            }
        } catch (problem) {
            failure = problem;
            lines = null;
            paintLines();
        }

        schedule();
    }

    function schedule() {
        clearTimeout(timer);
        if (follows && isOpen) {
            // Only while somebody can see it.
            timer = setTimeout(() => (document.hidden ? schedule() : load()), OFTEN);
        }
    }

    ends.on('refresh', load);
    paint();
    paintLines();
    load().then(() => {
        box.scrollTop = box.scrollHeight;
    });
    return {
        update() {},
        close() {
            isOpen = false;
            clearTimeout(timer);
            ends.end();
        },
    };
}

function row(line) {
    const [, time, word, message] = /^(\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z| ?[+-]\d\d:?\d\d)?) \[?([A-Za-z]+)\]?:? (.*)$/s.exec(line) ?? [];
    const level = SHORT[word?.toUpperCase()];
    if (!level) {
        return h('li', null, h('span', { class: 'log-text', dir: 'auto' }, line));
    }

    return h('li', { class: `log-${level}` }, h('time', { title: time }, time.replace('T', ' ').replace(/^(\S+ \d\d:\d\d:\d\d).*$/, '$1')), chip(...TONES[level]), h('span', { class: 'log-text', dir: 'auto' }, message));
}

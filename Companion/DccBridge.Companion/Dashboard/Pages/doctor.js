// The checks of "dccbridge doctor".
import { get, post } from '/modules/api.js';
import { draw, h } from '/modules/dom.js';
import { actionButton, chip, pageHead, pending } from '/modules/parts.js';
import { subscriptions } from '/modules/store.js';
import { count, words } from '/modules/text.js';
import { announce, toast } from '/modules/toasts.js';

const STATES = { ok: ['ok', 'ok', 'OK'], notice: ['warning', 'warning', 'Notice'], problem: ['error', 'error', 'Problem'] };

/** Opens the page. */
export function open(main) {
    const ends = subscriptions();
    let checks = null;
    let failure = null;
    let isOpen = true;

    function paint() {
        const bad = checks?.filter(check => check.state === 'problem').length ?? 0;
        draw(main, pageHead('Doctor', checks && (bad === 0 ? 'No problem was found.' : `${count(bad, 'problem')} found.`),
            checks?.some(check => check.canFix && check.state !== 'ok') && actionButton('Mend what can be mended', 'fix', fix, { class: 'button primary', 'data-key': 'fix' }),
            actionButton('Check again', 'again', again, { 'data-key': 'again' })),
        checks === null ? pending(failure, load) : h('ul', { class: 'checks card' }, checks.map((check, index) => {
            const [tone, symbol, word] = STATES[check.state] ?? ['quiet', 'info', check.state];
            return h('li', { 'data-key': `${check.name} ${index}` }, chip(tone, symbol, word), h('div', null, h('h2', null, words(check.name)), h('p', { dir: 'auto' }, check.message), check.canFix && check.state !== 'ok' && h('p', { class: 'quiet' }, 'This can be mended from here.')));
        })));
    }

    async function again() {
        checks = await get('/api/doctor');
        if (isOpen) {
            paint();
            announce(`${count(checks.filter(check => check.state === 'problem').length, 'problem')} found.`);
        }
    }

    async function fix() {
        const before = checks.filter(check => check.canFix && check.state !== 'ok').length;
        checks = await post('/api/doctor/fix');
        if (!isOpen) {
            return;
        }

        paint();
        const left = checks.filter(check => check.canFix && check.state !== 'ok').length;
        toast(left === 0 ? 'ok' : 'info', left === 0 ? `${count(before, 'thing')} mended.` : `${count(left, 'thing')} could not be mended; each says what to do.`);
    }

    async function load() {
        try {
            await again();
            failure = null;
        } catch (problem) {
            failure = problem;
            paint();
        }
    }

    ends.on('refresh', load);
    paint();
    load();
    return {
        update() {},
        close() {
            isOpen = false;
            ends.end();
        },
    };
}

// Messages that come and go, and what a screen reader is told. Errors stay until somebody takes them away.
import { h } from './dom.js';
import { icon } from './icons.js';

const MOST = 4;
const SHOWN = 7_000;
let turn = false;

/** Tells a screen reader something without showing it. */
export function announce(text) {
    const region = document.getElementById('live');
    // The same words twice are read twice only if the text differs.
    turn = !turn;
    region.textContent = turn ? text : `${text}\u00a0`;
}

/** Shows a message. Kind is ok, info or error; an action is { label, run, stays }: with `stays` the message waits for somebody, as errors do. */
export function toast(kind, text, action) {
    const box = document.getElementById('toasts');
    const node = h('div', { class: `toast toast-${kind}` },
        icon(kind),
        h('p', null, h('span', { class: 'visually-hidden' }, { ok: 'Done: ', info: 'Note: ', error: 'Error: ' }[kind]), text),
        action && h('button', {
            type: 'button', class: 'button small', onclick: () => {
                close(node);
                action.run();
            },
        }, action.label),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss message', onclick: () => close(node) }, icon('close')));
    box.append(node);
    while (box.children.length > MOST) {
        box.firstElementChild.remove();
    }

    announce(text);
    if (kind !== 'error' && !action?.stays) {
        leaveLater(node);
    }

    return node;
}

function leaveLater(node) {
    const timer = setInterval(() => {
        // Nothing vanishes under the pointer or the focus.
        if (!node.matches(':hover, :focus-within')) {
            clearInterval(timer);
            node.remove();
        }
    }, SHOWN);
}

function close(node) {
    const held = node.contains(document.activeElement);
    node.remove();
    if (held) {
        document.querySelector('#main h1')?.focus({ preventScroll: true });
    }
}

/** Shows why something failed. */
export function failed(failure) {
    if (failure?.name !== 'AbortError') {
        toast('error', failure?.message ?? String(failure));
    }
}

/** Runs what a button asks for: the button is out of use meanwhile, and a failure is shown. Gives back what came, or undefined. */
export async function busy(button, work) {
    if (button?.getAttribute('aria-busy') === 'true') {
        return undefined;
    }

    button?.setAttribute('aria-busy', 'true');
    try {
        return await work();
    } catch (failure) {
        failed(failure);
        return undefined;
    } finally {
        button?.removeAttribute('aria-busy');
    }
}

// Dialogs: the browser's own, so that focus stays inside and Escape closes; afterwards the focus is where it was.
import { draw, h } from './dom.js';
import { icon } from './icons.js';

let number = 0;

/** Opens a dialog. `render` gives its children and is called again by `draw` of what comes back. */
export function openDialog(title, render, { wide = false } = {}) {
    const before = document.activeElement;
    const key = before?.closest?.('[data-focus]')?.dataset.focus;
    const id = `dialog-${++number}`;
    const heading = h('h2', { id, tabindex: '-1' }, title);
    const body = h('div', { class: 'dialog-body' });
    const node = h('dialog', { class: wide ? 'dialog wide' : 'dialog', 'aria-labelledby': id },
        h('header', { class: 'dialog-head' }, heading,
            h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', onclick: () => node.close() }, icon('close'))),
        body);
    const dialog = {
        node,
        draw: () => draw(body, render(dialog)),
        title: text => heading.replaceChildren(text),
        close: () => node.close(),
        focusTitle: () => heading.focus(),
        isOpen: () => node.open,
    };
    node.addEventListener('click', event => {
        // A click on what lies behind closes; one that only ends there (a text that was selected) does not.
        if (event.target === node && event.detail > 0 && outside(node, event)) {
            node.close();
        }
    });
    node.addEventListener('close', () => {
        node.remove();
        giveBack(before, key);
    });
    document.body.append(node);
    dialog.draw();
    node.showModal();
    (node.querySelector('[data-first]') ?? heading).focus();
    return dialog;
}

function outside(node, event) {
    const box = node.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

function giveBack(before, key) {
    // What opened the dialog may have been drawn anew, or be gone with what it was for.
    const place = before?.isConnected && before !== document.body ? before
        : key ? document.querySelector(`[data-focus="${CSS.escape(key)}"]`) : null;
    (place ?? document.querySelector('[data-landing]') ?? document.querySelector('#main h1'))?.focus({ preventScroll: true });
}

// Keys that work everywhere, and the list of all of them. Single letters can be switched off, for people who dictate or whose fingers slip.
import { openDialog } from './dialog.js';
import { h } from './dom.js';

const STORED = 'dccbridge.keys';
const KEYS = [
    ['?', 'Show this list'],
    ['/', 'Search'],
    ['g, then f', 'Findings'],
    ['g, then a', 'Activity'],
    ['g, then e', 'Editors'],
    ['j or ↓', 'Next in a list'],
    ['k or ↑', 'Previous in a list'],
    ['Home, End', 'First, last in a list'],
    ['Enter', 'Go from the list to what is chosen'],
    ['Escape', 'Close a dialog; go back to the list'],
    ['s', 'Finding: select in DCC'],
    ['u', 'Finding: show in Unreal'],
    ['v', 'Finding: validate again'],
    ['f', 'Finding: safe fix'],
    ['x', 'Finding: suppress'],
    ['o', 'Finding: open source'],
];

/** Whether single letters are keys. */
export function lettersOn() {
    try {
        return localStorage.getItem(STORED) !== 'off';
    } catch {
        return true;
    }
}

function setLetters(on) {
    try {
        localStorage.setItem(STORED, on ? 'on' : 'off');
    } catch {
        // Kept for this page alone is not possible either; they stay on.
    }
}

/** Whether a key press is for what has the focus and not for the page. */
export function isTyping(event) {
    return event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]') !== null
        || (event.target instanceof Element && event.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]') !== null);
}

/** Shows the list. */
export function showKeys() {
    openDialog('Keys', () => [
        h('table', { class: 'keys' },
            h('thead', { class: 'visually-hidden' }, h('tr', null, h('th', { scope: 'col' }, 'Key'), h('th', { scope: 'col' }, 'What it does'))),
            h('tbody', null, KEYS.map(([key, what]) => h('tr', null, h('td', null, h('kbd', null, key)), h('td', null, what))))),
        h('label', { class: 'switch' }, h('input', { type: 'checkbox', role: 'switch', checked: lettersOn(), onchange: event => setLetters(event.currentTarget.checked) }),
            h('span', null, 'Single letters are keys')),
    ]);
}

// The one place where elements are made. Text becomes text nodes and addresses are checked here, so that nothing an editor or a DCC says can become markup, script or a way out.
import { printable } from './text.js';

const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected', 'required', 'readOnly', 'indeterminate']);
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction']);
const handlers = new WeakMap();

/** An address inside of this dashboard: a page ("#/...") or a file of this server ("/..."). */
export function isOurs(address) {
    return /^(#|\/(?![/\\]))[^\s\\]*$/.test(address);
}

// A picture that was fetched: only a script of this origin can make such an address.
function isFetched(node, key, address) {
    return node instanceof HTMLImageElement && key === 'src' && address.startsWith(`blob:${location.origin}/`);
}

/** Makes an element. Properties that begin with "on" are handlers; children are elements, texts, lists of these, or nothing. */
export function h(name, properties, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(properties ?? {})) {
        set(node, key, value);
    }

    append(node, children);
    if (name === 'select' && properties?.value !== undefined) {
        // An option can be chosen only once it is there.
        node.value = properties.value;
    }

    return node;
}

function set(node, key, value) {
    if (value === null || value === undefined || value === false) {
        return;
    }

    if (key.startsWith('on')) {
        if (typeof value !== 'function') {
            throw new TypeError(`${key} must be a function.`);
        }

        listen(node, key.slice(2), value);
    } else if (key === 'style' || key === 'srcdoc') {
        throw new TypeError(`${key} is not used here: the content security policy forbids it.`);
    } else if (ADDRESSES.has(key) && !isOurs(String(value)) && !isFetched(node, key, String(value))) {
        throw new TypeError(`The address '${value}' leads out of the dashboard.`);
    } else if (PROPERTIES.has(key)) {
        node[key] = value;
        if (key === 'checked' || key === 'selected') {
            node.toggleAttribute(key, Boolean(value));
        }
    } else {
        node.setAttribute(key, value === true ? '' : printable(String(value)));
    }
}

function append(node, children) {
    for (const child of children) {
        if (Array.isArray(child)) {
            append(node, child);
        } else if (child instanceof Node) {
            node.append(child);
        } else if (child !== null && child !== undefined && child !== false) {
            node.append(document.createTextNode(printable(String(child))));
        }
    }
}

function listen(node, type, handler) {
    let own = handlers.get(node);
    if (!own) {
        handlers.set(node, own = new Map());
    }

    if (!own.has(type)) {
        node.addEventListener(type, dispatch);
    }

    own.set(type, handler);
}

function dispatch(event) {
    return handlers.get(event.currentTarget)?.get(event.type)?.(event);
}

/**
 * Makes what stands in a container look like the given children and keeps the elements that are there: focus, scroll positions, open details and what is being typed
 * stay as they are while events arrive. Elements with data-key are matched by it, others by their place.
 */
export function draw(container, ...children) {
    const fresh = document.createElement(container.nodeName);
    append(fresh, children);
    const focused = container.contains(document.activeElement) ? document.activeElement : null;
    patchChildren(container, fresh);
    if (focused && document.activeElement !== focused) {
        if (focused.isConnected) {
            focused.focus({ preventScroll: true });
        } else {
            // What had the focus is gone: it must not fall back to the top of the document.
            (container.querySelector('[data-landing]') ?? document.querySelector('#main h1') ?? document.body).focus({ preventScroll: true });
        }
    }
}

function patchChildren(current, fresh) {
    const keyed = new Map();
    const wanted = new Set();
    for (const child of fresh.childNodes) {
        if (child.dataset?.key) {
            wanted.add(child.dataset.key);
        }
    }

    for (const child of [...current.childNodes]) {
        const key = child.dataset?.key;
        if (key && wanted.has(key)) {
            keyed.set(key, child);
        } else if (key) {
            child.remove();
        }
    }

    let at = current.firstChild;
    for (const next of [...fresh.childNodes]) {
        const key = next.dataset?.key;
        const match = key ? keyed.get(key) : at && !at.dataset?.key && at.nodeName === next.nodeName ? at : null;
        if (!match) {
            current.insertBefore(next, at);
            continue;
        }

        if (match === at) {
            at = at.nextSibling;
        } else {
            current.insertBefore(match, at);
        }

        patch(match, next);
    }

    while (at) {
        const next = at.nextSibling;
        at.remove();
        at = next;
    }
}

function patch(current, fresh) {
    if (current.nodeName !== fresh.nodeName) {
        current.replaceWith(fresh);
        return;
    }

    if (current.nodeType === Node.TEXT_NODE) {
        if (current.data !== fresh.data) {
            current.data = fresh.data;
        }

        return;
    }

    patchAttributes(current, fresh);
    patchHandlers(current, fresh);
    patchChildren(current, fresh);
    patchValue(current, fresh);
}

function patchAttributes(current, fresh) {
    // Whether details are open is up to the person who opened them.
    const kept = current.nodeName === 'DETAILS' ? 'open' : '';
    for (const { name } of [...current.attributes]) {
        if (name !== kept && !fresh.hasAttribute(name)) {
            current.removeAttribute(name);
        }
    }

    for (const { name, value } of fresh.attributes) {
        if (name !== kept && current.getAttribute(name) !== value) {
            current.setAttribute(name, value);
        }
    }
}

function patchHandlers(current, fresh) {
    const next = handlers.get(fresh);
    if (!next) {
        handlers.delete(current);
        return;
    }

    for (const [type, handler] of next) {
        listen(current, type, handler);
    }
}

function patchValue(current, fresh) {
    switch (current.nodeName) {
        case 'INPUT':
            if (current.type === 'checkbox' || current.type === 'radio') {
                current.checked = fresh.checked;
            } else if (current !== document.activeElement && fresh.hasAttribute('data-held')) {
                current.value = fresh.value;
            }

            break;
        case 'SELECT':
            if (current !== document.activeElement) {
                current.value = fresh.value;
            }

            break;
        case 'PROGRESS':
            current.value = fresh.value;
            break;
    }
}

/** Draws at most once per frame, however often it is asked to. */
export function painter(paint) {
    let waiting = false;
    let ended = false;
    return {
        ask() {
            if (!waiting && !ended) {
                waiting = true;
                requestAnimationFrame(() => {
                    waiting = false;
                    if (!ended) {
                        paint();
                    }
                });
            }
        },
        end() {
            ended = true;
        },
    };
}

// Who this page is to the companion. Browsers show the cookie to every server on 127.0.0.1, whatever its port, so that it is good for nothing alone: the secret that goes along in a header
// lies in the storage of this origin, which has the port in it. All tabs of the browser share it; it is worth nothing once the companion has ended.
const STORED = 'dccbridge.secret';
const LIMIT = 20_000;

// Where the browser keeps nothing for us, this page works all the same, until it is loaded again.
let own = null;
let exchange = Promise.resolve();

/** Takes the code of a link out of the address, and changes it for the secret. To be called before anything else; whoever asks for the secret waits for it. */
export function begin() {
    const found = /^#open=([\w-]{43})(?:\/(.*))?$/.exec(location.hash);
    if (found) {
        history.replaceState(null, '', found[2] ? `#/${found[2]}` : location.pathname);
        exchange = change(found[1]);
    }
}

/** The secret; '' while there is none. */
export async function secret() {
    await exchange;
    return own ?? stored();
}

/** Calls a function when another tab was signed in. */
export function onSecret(listener) {
    window.addEventListener('storage', event => {
        if (event.key === STORED && event.newValue) {
            own = null;
            listener();
        }
    });
}

async function change(code) {
    try {
        const response = await fetch('/api/dashboard-secret', {
            method: 'POST',
            headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
            body: JSON.stringify({ code }),
            credentials: 'same-origin',
            cache: 'no-store',
            redirect: 'error',
            signal: AbortSignal.timeout(LIMIT),
        });
        if (response.ok) {
            keep((await response.json()).secret);
        }
    } catch {
        // The first request without the secret tells it: the page says that it is signed out, or that the companion cannot be reached, and what to do.
    }
}

function keep(value) {
    try {
        localStorage.setItem(STORED, value);
        own = null;
    } catch {
        own = value;
    }
}

function stored() {
    try {
        return localStorage.getItem(STORED) ?? '';
    } catch {
        return '';
    }
}

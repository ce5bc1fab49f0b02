// Runs before the first paint, and so is no module: a page that comes up light and turns dark hurts at night.
(() => {
    let stored = null;
    try {
        stored = localStorage.getItem('dccbridge.theme');
    } catch {
        // A browser that keeps nothing for us follows the system.
    }

    if (stored === 'light' || stored === 'dark') {
        document.documentElement.dataset.theme = stored;
    }
})();

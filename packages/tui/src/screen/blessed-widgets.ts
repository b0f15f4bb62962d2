// The one file that the build bundles with what it imports, see scripts/bundle-blessed.js: blessed-contrib cannot be
// installed by every package manager, and of both only these parts are needed.
import blessed from 'blessed';
import line from 'blessed-contrib/lib/widget/charts/line.js';

export { blessed, line };

// Entry: the page at the root.
import './chatkit-ee.js';
import './workspace/workspace-page';

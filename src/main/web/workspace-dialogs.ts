// Entry: the dialogs of the page at the root, which it loads with the first one.
import './workspace/views/delete-dialog';
import './workspace/views/export-dialog';
import './workspace/views/help-dialog';
import './workspace/views/import-dialog';
import './workspace/views/labels-dialog';
import './workspace/views/opportunity-dialog';
import './workspace/views/server-dialog';
import './workspace/views/settings-dialog';

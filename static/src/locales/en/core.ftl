# Words of the frame and of the parts that every page uses.
copy = Copy
copied = Copied
copy-failed = Not copied
close = Close
cancel = Cancel
save = Save
saved = Saved
delete = Delete
undo = Undo
redo = Redo
retry = Try again
dismiss = Dismiss
notices = Notices
more = More actions
search = Search
language = Language
skip = Skip to content
sidebar = Workspace
navigation = Main

nav-overview = Overview
nav-dashboards = Dashboards
nav-datasets = Datasets
nav-settings = Settings
group-go = Go to
group-general = General

palette = Search and commands
palette-hint = Type a command or a place
palette-none = Nothing matches “{ $wanted }”
keys = Keyboard shortcuts
scheme-to-dark = Use the dark scheme
scheme-to-light = Use the light scheme

workspace = Workspace
workspace-switch = Switch workspace
workspace-new = New workspace
person-menu = Your account

live = Live
live-heard = Last heard { $since }
live-stale = No word since { $since }
live-offline = You are offline
live-connecting = Connecting
live-retry = Reconnecting in { $seconds } s
live-now = Now

request-id = Request
failed-title = The page could not be loaded
missing-title = There is nothing here
missing-text = The address may be mistyped, or what it named was deleted.
missing-home = Go to the overview
no-tenant-title = This workspace is not yours to see
no-tenant-text = It does not exist, or you are not a member of it. Ask one of its members for an invitation.
again-title = Sign in again
again-text = Your session as { $email } has ended. Sign in to go on where you were; nothing on the page is lost.
again-leave = Leave the page

error-network = The server could not be reached. Check your connection and try again.
error-unexpected = Something went wrong on this page. Reload it; if that does not help, tell whoever runs this server.

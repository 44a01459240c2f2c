# Words of the pages: door, overview, settings.
signin = Sign in
signin-title = Sign in to Bellwether
signin-new = New here?
signup = Create an account
signup-title = Create your account
signup-lead = You get a workspace of your own; others join by invitation.
signup-have = Have an account?
signup-invited = An account with this email, and you are in.
signup-not = No new accounts here
signup-by-invitation = Accounts are by invitation. Open the link that you were sent.
signup-closed = This server takes no new accounts. Ask whoever runs it.
signin-demo = To look around, sign in as { $email }; its password was printed when the server was started.
signout = Sign out
email = Email
email-fixed = The address you sign in with
password = Password
password-hint = At least 10 characters
password-show = Show the password
password-hide = Hide the password
your-name = Your name
workspace-name = Name of the workspace
workspace-hint = A team, a company, or a project
workspace-create = Create the workspace
welcome-title = Create a workspace
welcome-lead = A workspace holds datasets and dashboards, and the people who see them.

invite = Invitation
invite-title = Join { $workspace }
invite-lead = { $email } is invited as { $role }, until { $until }.
invite-other = You are signed in as { $email }. This invitation is for { $invited }.
invite-join = Join { $workspace }
invite-later = Not now
invite-gone = This invitation cannot be used

running = Running jobs
running-some = Reading files now
running-none = Nothing is waiting
storage = Storage
storage-split = Files { $files }, points { $points }
rows-total = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
events-total = { $count ->
    [one] { $shown } event
   *[other] { $shown } events
}
widgets-count = { $count ->
    [one] { $count } widget
   *[other] { $count } widgets
}
all-dashboards = All dashboards
all-datasets = All datasets
upload-file = Upload a file
dashboard-new = New dashboard
dashboards-none = No dashboards yet
dashboards-none-text = A dashboard shows charts of your datasets, and redraws them as the data changes.
datasets-none = No datasets yet
datasets-none-text = Upload a CSV or JSON file; its columns become metrics and labels.
dataset-created = Waiting for its file
dataset-queued = Queued
dataset-processing = Parsing
dataset-parsing = { $count ->
    [one] Parsing, { $shown } row
   *[other] Parsing, { $shown } rows
}
dataset-error = Failed
sample-add = Add sample data
sample-coming = The sample datasets and their dashboards are on the way.
steps = First steps
steps-hide = Hide the first steps
step-done = done
step-upload = Bring in data
step-upload-text = Upload a CSV or JSON file, or look around with two sample datasets.
step-send = Send an event
step-send-text = Any program can; what it sends is counted and drawn at once.
step-send-action = Send an event
step-dashboard = Make a dashboard
step-dashboard-text = Put charts of your metrics side by side.
step-invite = Invite others
step-invite-text = They see the same dashboards, live.
invite-people = Invite people

settings-you = You
settings-profile = Profile
settings-appearance = Appearance
settings-security = Security
settings-workspace = Workspace
settings-members = Members
settings-keys = API keys
settings-usage = Usage
theme = Theme
theme-mint = Mint
theme-warm = Warm
theme-neon = Neon
theme-ember = Ember
scheme = Scheme
scheme-light = Light
scheme-dark = Dark
scheme-system = System
timezone = Time zone
timezone-auto = As this browser ({ $zone })
timezone-now = It is { $now } in { $zone }
password-change = Change the password
password-current = Current password
password-new = New password
password-new-hint = At least 10 characters. Your other sessions end.
password-changed = The password is changed; your other sessions have ended.
sessions = Sessions
session-line = { $address }, since { $since }, seen { $seen }
session-current = This one
session-end = End
session-ended = The session on { $device } has ended.
device-unknown = Unknown program
signout-everywhere = Sign out everywhere
signout-everywhere-text = Every session ends, this one too. You sign in again with your password.
workspace-address = Address
workspace-address-hint = Links keep working when the name changes
workspace-readonly = Admins can change the name

role = Role
role-of = Role of { $name }
role-owner = Owner
role-admin = Admin
role-editor = Editor
role-viewer = Viewer
role-owner-text = everything
role-admin-text = people, keys and data
role-editor-text = datasets and dashboards
role-viewer-text = looks only
you = (you)
member-leave = Leave the workspace
member-leave-title = Leave { $workspace }
member-leave-text = You lose access at once. To come back you need a new invitation.
member-remove = Remove { $name }
member-remove-action = Remove
member-remove-text = { $name } loses access at once. What they made stays.
invitations = Open invitations
invitations-none = Nobody is invited at the moment.
invite-make = Create the invitation
invited-title = Invitation for { $email }
invited-text = Send this link to { $email }. It works once, and only for this address.
invitation-line = { $role }, until { $until }
invitation-withdraw = Withdraw
invitation-withdrawn = The invitation for { $email } is withdrawn.

# Words of API keys: fetched with the settings.
keys-none = No API keys
keys-none-text = A key lets a program send files and read metrics in this workspace.
keys-docs = Every route, with a place to try it with a key.
key-new = New API key
key-name = Name
key-name-hint = What uses it, such as “nightly import”
key-scopes = It may
key-expires = Expires
key-lifetime = { $days ->
    [0] Never
    [365] After a year
   *[other] After { $days } days
}
key-create = Create the key
key-made = Key “{ $name }”
key-once = Copy the secret now: it is not kept, and nobody can show it again.
key-kept = I have copied it
key-used = Used { $when }
key-unused = Never used
key-until = expires { $when }
key-expired = expired { $when }
key-revoke = Revoke “{ $name }”
key-revoke-action = Revoke the key
key-revoke-text = Programs that use it are refused from now on. This cannot be undone.
key-revoked = “{ $name }” is revoked.
key-for = What is it for
key-for-program = A program
key-for-page = A web page
key-for-webhook = A webhook
key-for-program-text = Kept secret on a server; it may do what you tick.
key-for-page-text = Not secret: it stands in your pages. It can only send events, and only from the addresses below.
key-for-webhook-text = Another system sends its messages here and signs them. What is not signed right is refused.
key-origins = Addresses of the pages
key-origins-hint = One a line, such as https://shop.example
key-signing = Signed by
key-signing-standard = Standard Webhooks
key-signing-github = GitHub
key-signing-stripe = Stripe
key-signing-secret = Its signing secret
key-signing-secret-hint = If the other side made one, as Stripe does. Empty: one is made here.
key-rate = Requests a second
key-burst = At once
key-rate-hint = Empty: as many as come
key-burst-hint = An event of a batch counts as one
key-made-page = Put this into your pages. It stays here, to be copied again.
key-made-webhook = Give both to the other side. Copy the signing secret now: it is not kept, and nobody can show it again.
key-address = Address
key-secret = Signing secret
key-snippet = For your pages
key-track = Page views are sent by themselves; anything else by a line of yours:
key-show = How to use “{ $name }”
key-badge-page = Web page
key-badge-webhook = Webhook
key-limited = { $rate } a second

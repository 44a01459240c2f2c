# Words of API keys: fetched with the settings.
keys-none = Aucune clé d’API
keys-none-text = Une clé permet à un programme d’envoyer des fichiers et de lire des métriques dans cet espace.
keys-docs = Chaque route, et de quoi l’essayer avec une clé.
key-new = Nouvelle clé d’API
key-name = Nom
key-name-hint = Ce qui l’utilise, par exemple « import de nuit »
key-scopes = Elle permet
key-expires = Expiration
key-lifetime = { $days ->
    [0] Jamais
    [365] Dans un an
   *[other] Dans { $days } jours
}
key-create = Créer la clé
key-made = Clé « { $name } »
key-once = Copiez le secret maintenant : il n’est pas conservé et personne ne pourra l’afficher à nouveau.
key-kept = Je l’ai copié
key-used = Utilisée { $when }
key-unused = Jamais utilisée
key-until = expire le { $when }
key-expired = expirée le { $when }
key-revoke = Révoquer « { $name } »
key-revoke-action = Révoquer la clé
key-revoke-text = Les programmes qui l’utilisent seront refusés dès maintenant. C’est irréversible.
key-revoked = « { $name } » est révoquée.
key-for = À quoi sert-elle
key-for-program = Un programme
key-for-page = Une page web
key-for-webhook = Un webhook
key-for-program-text = Gardée secrète sur un serveur ; elle peut ce que vous cochez.
key-for-page-text = Pas secrète : elle figure dans vos pages. Elle ne peut qu’envoyer des événements, et seulement depuis les adresses ci-dessous.
key-for-webhook-text = Un autre système envoie ses messages ici et les signe. Ce qui n’est pas bien signé est refusé.
key-origins = Adresses des pages
key-origins-hint = Une par ligne, par exemple https://shop.example
key-signing = Signé par
key-signing-standard = Standard Webhooks
key-signing-github = GitHub
key-signing-stripe = Stripe
key-signing-secret = Son secret de signature
key-signing-secret-hint = Si l’autre côté en a créé un, comme Stripe. Vide : il est créé ici.
key-rate = Requêtes par seconde
key-burst = D’un coup
key-rate-hint = Vide : autant qu’il en vient
key-burst-hint = Chaque événement d’un lot compte pour un
key-made-page = Mettez ceci dans vos pages. Il reste ici, à copier de nouveau.
key-made-webhook = Donnez les deux à l’autre côté. Copiez le secret maintenant : il n’est pas gardé, et personne ne peut plus le montrer.
key-address = Adresse
key-secret = Secret de signature
key-snippet = Pour vos pages
key-track = Les pages vues partent toutes seules ; le reste par une ligne de vous :
key-show = Comment utiliser « { $name } »
key-badge-page = Page web
key-badge-webhook = Webhook
key-limited = { $rate } par seconde

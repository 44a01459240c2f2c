# Words of sending the first event: fetched with what shows them.
sending-title = Envoyez votre premier événement
sending-lead = Un événement est tout ce qui s’est produit : une inscription, une commande, une connexion échouée. Envoyez-en un, il apparaît ici tout seul.
sending-how = Comment envoyer des événements
sending-step-key = Une clé pour votre programme
sending-step-send = Un programme qui envoie
sending-key-make = Créer une clé
sending-key-may = Elle peut envoyer des événements, rien d’autre.
sending-key-name = Envoi d’événements
sending-key-once = Elle figure dans le programme ci-dessous. Copiez-la maintenant : une fois cette page quittée, personne ne peut plus la montrer.
sending-key-ask = Seuls les administrateurs créent des clés. Demandez-leur une clé avec events:write et mettez-la à la place de YOUR_KEY.
sending-language = Langage
sending-run = Enregistrez-le, puis :
sending-waiting = En attente du premier événement
sending-arrived = Votre premier événement est là : { $type }
sending-refused = { $count ->
    [one] Un événement est arrivé et a été refusé.
   *[other] { $count } événements sont arrivés et ont été refusés.
  }
sending-refused-why = Voir pourquoi
sending-more = Les lots, les webhooks, CloudEvents et l’API de Segment fonctionnent aussi.

rejected-title = Événements rejetés
rejected-note = Les plus récents d’abord, gardés sept jours. Corrigez-en un et renvoyez-le.
rejected-all-events = Tous les événements
rejected-none = Rien n’a été rejeté
rejected-none-text = Chaque événement des sept derniers jours a été compris.
rejected-count = { $count ->
    [one] Un événement rejeté
   *[other] { $shown } événements rejetés
  }
rejected-others = { $count ->
    [one] et une autre raison
   *[other] et { $count } autres raisons
  }
rejected-unsaid = Illisible
rejected-replayed = Renvoyé
rejected-more = Afficher plus
rejected-came = Tel que reçu
rejected-correct = Événement corrigé
rejected-shape = Traduit dans la forme de POST /api/events.
rejected-send = Envoyer l’événement corrigé
rejected-again = Réessayer tel que reçu
rejected-sent = Renvoyé ; l’événement est enregistré.
rejected-was-there = Cet événement était déjà enregistré.
rejected-still = Il a de nouveau été refusé :
rejected-no-json = Ce n’est pas du JSON : { $why }
rejected-no-object = Un événement est un objet JSON. { $why }
way-api = API
way-batch = Lot
way-entvas = Webhook
way-segment = Segment
way-cloudevents = CloudEvents
way-webhook = Webhook signé
way-browser = Navigateur

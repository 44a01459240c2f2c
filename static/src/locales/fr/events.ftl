# Les mots de la vue en direct et de la liste des événements.
live-title = Événements en direct
live-span = Période
live-hour = Heure
live-day = Jour
live-week = Semaine
live-in-hour = Sur la dernière heure
live-in-day = Sur le dernier jour
live-in-week = Sur la dernière semaine
live-before-hour = l’heure précédente
live-before-day = le jour précédent
live-before-week = la semaine précédente
live-per-hour = Événements par minute
live-per-day = Événements par heure
live-per-week = Événements par jour
live-total = Total
live-of-hour = { $shown } sur la dernière heure
live-of-day = { $shown } sur le dernier jour
live-of-week = { $shown } sur la dernière semaine
live-minute = Cette minute
live-usual = { $shown } dans une minute habituelle
live-users = Utilisateurs
live-invalid = Invalides
live-invalid-why = Voir ce qui a été refusé
live-invalid-none = Rien n’a été refusé
live-types = Types principaux
live-none = Aucun événement ces derniers jours
live-none-hour = Aucun événement sur la dernière heure
live-none-day = Aucun événement sur le dernier jour
live-none-week = Aucun événement sur la dernière semaine
live-none-type = Aucun événement de ce type
live-feed = Au fil de l’eau
live-filter = Afficher seulement
live-all-types = Tous les types
live-pause = Mettre en pause
live-go = Reprendre
live-paused = En pause
live-missed = { $count ->
    [one] { $shown } nouveau
   *[other] { $shown } nouveaux
  }
live-sample = { $shown } affichés sur { $of }
live-explore = Tous les événements
trend-new = Nouveau
trend-new-long = Aucun dans { $period }
trend-same = Autant
trend-same-long = Autant que dans { $period }
trend-more = { $shown } de plus que dans { $period }, au même point
trend-times = { $shown } fois plus que dans { $period }, au même point
trend-less = { $shown } de moins que dans { $period }, au même point
event = Événement
event-type = Type
event-who = Utilisateur, source
event-user = Utilisateur
event-source = Source
event-value = Valeur
event-payload = Contenu
event-occurred = Survenu
event-received = Reçu
event-id = Identifiant
event-no-payload = Il ne porte aucun contenu.
event-newer = Événement plus récent
event-older = Événement plus ancien
event-same-type = Tous ceux de ce type
event-same-user = Tous ceux de cet utilisateur
events-filters = Filtres
events-search = Chercher des événements
events-search-hint = Mots n’importe où
events-newest = Afficher les plus récents
events-add = Condition sur le contenu
events-drop = Retirer la condition sur { $key }
events-clear = Effacer les filtres
events-key = Clé dans le contenu
events-key-hint = order.country
events-value = Sa valeur
events-value-hint = FR
events-use = Utiliser cette condition
events-histogram = Événements dans le temps
events-histogram-note = L’image compte tous les événements de ce type et de cette période ; les autres filtres ne réduisent que la liste.
events-export = Exporter
events-new = { $count ->
    [one] { $shown } nouvel événement
   *[other] { $shown } nouveaux événements
  }
events-new-some = Il y a de nouveaux événements
events-partial = Recherche effectuée jusqu’à { $since }.
events-partial-none = Rien trouvé jusqu’ici.
events-go-on = Continuer la recherche
events-more-coming = La suite arrive
events-all = { $count ->
    [one] C’est le seul événement.
   *[other] C’est tout : { $shown } événements.
  }
events-refused = { $count ->
    [one] Un a été refusé
   *[other] { $shown } ont été refusés
  }
events-filtered = Aucun événement ne passe les filtres
events-filtered-text = Il y a des événements, mais aucun ne remplit toutes ces conditions.
events-none-range = Aucun événement dans cette période
events-none-type = Aucun événement de ce type
events-last-seen = Le dernier est survenu { $when }.
events-go-there = Y aller
test-open = Envoyer un événement de test
test-title = Envoyer un événement de test
test-optional = Peut rester vide
test-value-hint = Peut rester vide : l’événement compte alors pour 1
test-payload = Contenu, en JSON
test-not-json = Ce n’est pas du JSON.
test-send = Envoyer l’événement
test-sent = « { $type } » a été envoyé
test-program = La même chose par un programme
test-mend = Corrigez d’abord le contenu ou la valeur.
test-key = BELLWETHER_KEY est une clé d’API qui a la portée events:write.

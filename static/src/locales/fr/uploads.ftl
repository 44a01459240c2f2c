# Mots des pages de jeux de données et du dialogue d’envoi ; chargés avec elles.
drop-label = Envoyer des fichiers
drop-here = Déposez ici des fichiers CSV ou JSON
drop-now = Relâchez pour envoyer
drop-formats = Une ligne ou un objet par enregistrement, avec une colonne de date s’il y en a une. Les nombres deviennent des mesures, les mots des étiquettes.
choose-files = Choisir des fichiers

step-uploading = Envoi
step-queued = En attente
step-parsing = Lecture
step-parsing-rows = Lecture de { $rows } lignes
step-ready = Prêt
step-sent = { $sent } sur { $total }
step-speed = { $rows } lignes/s
step-left = encore { $time }
upload-again = Choisir à nouveau le fichier

status-created = Attend son fichier
status-queued = En attente
status-processing = En cours de lecture
status-ready = Prêt
status-error = Échec

uploads-none = Aucun jeu de données
uploads-none-viewer = Un éditeur de cet espace peut envoyer des fichiers.
dataset-menu = Actions pour { $name }
dataset-deleted = « { $name } » supprimé
dataset-rename = Nom et description
dataset-original = Fichier d’origine
dataset-gone = Ce jeu de données n’existe plus
dataset-gone-text = Il a été supprimé, ou l’adresse est erronée.
dataset-failed = Le fichier n’a pas pu être lu
dataset-status = État
dataset-rows = Lignes
dataset-rejects = Rejets
dataset-file = Fichier
dataset-read = Lu
dataset-span = Période
dataset-reject-count = { $count ->
    [one] un rejet
   *[other] { $count } rejets
  }
rows-unit = { $count ->
    [one] ligne
   *[other] lignes
  }

rejects-title = { $count ->
    [one] Un rejet
   *[other] { $count } rejets
  }
rejects-more = En voir plus
reject-line = Ligne
reject-column = Colonne
reject-value = Valeur
reject-reason = Raison
reject-empty = (vide)

reason-not-a-number = N’est pas un nombre
reason-number-range = Au-delà des nombres possibles
reason-value-missing = La valeur manque
reason-not-a-time = N’est ni une date ni une heure
reason-time-missing = Le moment manque
reason-ragged = Pas autant de champs que l’en-tête
reason-not-utf8 = Pas du texte UTF-8
reason-nul-byte = Contient un octet nul
reason-bad-quote = Du texte après un guillemet fermant
reason-unclosed-quote = Un guillemet n’est jamais fermé
reason-field-too-long = Un champ est trop long
reason-record-too-long = L’enregistrement est trop long
reason-not-an-object = N’est pas un objet
reason-bad-json = JSON non valide
reason-too-deep = Des objets imbriqués trop profondément
reason-too-many-columns = Trop de colonnes
reason-name-too-long = Trop long pour le nom d’une mesure
reason-too-many-series = Trop de mesures

ingest-empty-file = Le fichier est vide.
ingest-no-rows = Le fichier a un en-tête mais aucune ligne.
ingest-not-text = Le fichier n’est pas du texte.
ingest-no-header = La première ligne ressemble à des données ; elle doit nommer les colonnes.
ingest-no-time-column = Aucune colonne ne contient de dates ou d’heures.
ingest-no-metric-column = Aucune colonne ne contient de nombres.
ingest-not-an-array = Le fichier n’est pas un tableau JSON d’objets.
ingest-bad-json = Le fichier n’est pas du JSON valide.
ingest-too-many-columns = Le fichier a plus de colonnes que permis.
ingest-mapping-column = La correspondance nomme une colonne absente du fichier.
ingest-nothing-readable = Aucune ligne du fichier n’a pu être lue.
ingest-read-failed = Le fichier n’a pas pu être lu jusqu’au bout.
ingest-write-failed = Les lignes n’ont pas pu être enregistrées.
ingest-canceled = Annulé avant d’être lu.

upload-choose = Choisir son fichier
upload-another = Envoyer un autre fichier
upload-cancel = Annuler l’envoi
reading-cancel = Annuler
upload-interrupted = L’envoi de { $file } ({ $size }) a été interrompu. Choisissez à nouveau le fichier : ce qui est arrivé est gardé.
upload-other-file = { $chosen } est un autre fichier. Choisissez { $file } ({ $size }).
waiting-curl = Un programme l’a créé. Son fichier peut être choisi ici, ou envoyé depuis une ligne de commande :
step-waits = la connexion a échoué, nouvel essai
step-rate = { $size }/s

draft-title = Envoyer { $file }
draft-title-many = Envoyer { $count } fichiers
draft-title-version = Nouvelle version de { $name }
draft-upload = { $count ->
    [0] Envoyer
    [one] Envoyer
   *[other] Envoyer { $count } fichiers
  }
draft-all-files = Tous les fichiers
draft-look = Regarder
draft-drop = Laisser { $file } de côté
draft-looking = Examen en cours
draft-left-out = { $count ->
    [one] un fichier est laissé de côté
   *[other] { $count } fichiers sont laissés de côté
  }
draft-nothing-stored = rien n’est stocké avant l’envoi
draft-unseen = Le fichier n’a pas pu être examiné : { $why } Il peut être envoyé malgré tout.
draft-unseen-short = N’a pas pu être examiné
draft-notes = { $count ->
    [one] une remarque
   *[other] { $count } remarques
  }
draft-no-time = Choisissez la colonne qui contient le temps, ou donnez à toutes les lignes l’heure de l’envoi.
draft-upload-time = Prendre l’heure de l’envoi
draft-no-chart = Pas encore de nombres à tracer. Faites d’une colonne une mesure.
draft-rows = Premières lignes
draft-more-columns = { $count ->
    [one] Une colonne de plus est lue comme reconnu.
   *[other] { $count } colonnes de plus sont lues comme reconnu.
  }
draft-role-of = Rôle de { $column }
draft-rejects = { $count ->
    [one] Une valeur du début est illisible ; sa ligne est écartée.
   *[other] { $count } valeurs du début sont illisibles ; leurs lignes sont écartées.
  }
draft-reject-at = Ligne { $line }, { $column } :
draft-reject-row = Ligne { $line } :
draft-time-format = Le temps est écrit
draft-recognise = Comme reconnu
draft-format-other = Un autre format
draft-format-own = Format (strptime)
draft-zone = Fuseau horaire du fichier
draft-zone-mine = Prendre { $zone }
draft-decimal = Les nombres sont écrits
draft-reset = Annuler les changements

role-is-time = Temps
role-is-metric = Mesure
role-is-label = Étiquette
role-is-unused = Ignorer
role-unknown = À choisir
role-is-name = Nom de mesure
role-is-value = Valeur

read-file = Fichier
read-time = Temps
read-at = { $column }, lu comme { $format }, { $zone }
read-at-zoned = { $column }, lu comme { $format }
read-upload-time = L’heure de l’envoi, pour chaque ligne
read-metrics = Mesures
read-labels = Étiquettes
read-comma = ,
read-none = Aucune
read-long = Nommées dans { $name }, valeurs dans { $value }
read-more = { $count ->
    [one] { $first } et une de plus
   *[other] { $first } et { $count } de plus
  }
read-unknown = On ne sait pas comment ce fichier a été lu
file-json = JSON
file-ndjson = JSON, un objet par ligne
delimiter-comma = Séparé par des virgules
delimiter-semicolon = Séparé par des points-virgules
delimiter-tab = Séparé par des tabulations
delimiter-pipe = Séparé par |
delimiter-space = Séparé par des espaces
delimiter-other = Séparé par { $sign }
decimal-comma = virgule décimale
decimal-point = point décimal
time-year = année
time-year2 = année à deux chiffres
time-month = mois
time-month-name = nom du mois
time-day = jour
time-day-of-year = jour de l’année
time-weekday = jour de la semaine
time-hour = heure
time-minute = minute
time-second = seconde
time-am-pm = am/pm
time-zone = fuseau
time-rfc3339 = date et heure ISO
time-epoch-s = secondes depuis 1970
time-epoch-ms = millisecondes depuis 1970
time-epoch-us = microsecondes depuis 1970
time-epoch-ns = nanosecondes depuis 1970
note-converted-encoding = Le fichier n’est pas en UTF-8 ; ses caractères ont été convertis.
note-preamble-skipped = Des lignes avant l’en-tête ont été sautées.
note-drawn-table = Le cadre dessiné autour du tableau a été sauté.
note-columns-renamed = Des colonnes sans nom propre en ont reçu un.
note-header-repeated = L’en-tête revient dans le fichier ; ces lignes ont été sautées.
note-mixed-line-ends = Les lignes finissent de plusieurs façons ; chaque fin a été prise pour une.
note-totals-skipped = Des lignes de totaux ont été sautées.
note-unit-dropped = Les nombres de { $column } sont stockés sans leur unité.
note-array-in-object = Les lignes ont été prises d’un membre de l’objet.
note-not-an-array = Le fichier n’est pas un tableau JSON ; il a été lu comme des objets.
note-date-order-ambiguous = Les dates de { $column } peuvent commencer par le jour ou par le mois.
note-decimal-ambiguous = Les nombres de { $column } peuvent avoir un point ou une virgule décimale.
note-labels-folded = { $column } a trop de valeurs ; les autres sont réunies dans __other__.
note-series-folded = Il y a trop de séries ; les étiquettes des autres sont réunies dans __other__.
note-turn = Lire comme { $format }

drop-version = Relâchez pour créer une nouvelle version
version-new = Envoyer une nouvelle version
version-mode = Ce que fait le fichier
version-do-replace = Remplacer les lignes
version-do-append = Ajouter aux lignes
version-replace-text = Les lignes présentes restent visibles jusqu’à la lecture des nouvelles. Vous pourrez revenir en arrière.
version-append-text = Les lignes du fichier s’ajoutent à celles qui sont là.
version-first = Premier fichier
version-replace = A remplacé les lignes
version-append = A ajouté des lignes
version-reingest = Relu
version-by-program = un programme
version-current = Affichée
version-former = Gardée
version-gone = Supprimée
version-go-back = Revenir à celle-ci
version-restored = La version { $version } est de nouveau affichée
pending-title = La version { $version } arrive
pending-new = Une nouvelle version arrive
pending-stays = La version { $version } reste visible d’ici là.
pending-failed = La version { $version } n’a pas pu être lue. { $why }
pending-failed-short = la version { $version } n’a pas pu être lue
pending-kept = La version { $version } reste affichée.
status-canceled = Annulé
dataset-canceled = Annulé
dataset-version = Version
reread = Relire
reread-otherwise = Lire autrement
reread-title = Relire { $name }
reread-text = Les lignes présentes restent visibles jusqu’à la lecture du fichier.

tabs-label = Parties du jeu de données
tab-chart = Graphique
tab-rows = Lignes
tab-rejects = Rejets
tab-read = Lecture
tab-versions = Versions
tab-used = Utilisé par
rows-title = Lignes du fichier
rows-shown = { $from } à { $to }
rows-back = Lignes précédentes
rows-next = Lignes suivantes
rows-none = Le fichier n’a pas de lignes
rejects-none = Toutes les lignes ont été lues
rejects-none-text = Rien n’a été rejeté.
reject-raw = Ligne dans le fichier
used-none = Aucun tableau de bord ne montre ce jeu de données
used-none-text = Placez son graphique sur l’un d’eux ; il sera listé ici.
builtin-note = Tous les événements de cet espace ; il grandit tout seul.
builtin-events = Voir les événements
builtin-count = Événements
events-unit = { $count ->
    [one] événement
   *[other] événements
  }
tab-labels = Étiquettes
labels-text = Membres du contenu selon lesquels les graphiques peuvent être divisés et filtrés, { $count } au plus. Une nouvelle compte dès maintenant : les événements d’avant restent sans elle.
labels-key = Étiquette { $n }
labels-remove = Retirer { $key }
labels-seen = Vus dans les derniers événements :
labels-add = Une autre étiquette
labels-saved = Enregistré ; les événements porteront désormais ces étiquettes.
labels-none = Aucun membre du contenu n’est suivi

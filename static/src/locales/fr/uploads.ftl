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
upload-expired = L’envoi a été interrompu. Supprimez ce jeu de données et envoyez à nouveau le fichier.

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
ingest-canceled = La lecture a été interrompue.

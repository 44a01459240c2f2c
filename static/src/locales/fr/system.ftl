# Les mots de la page Système.
system-closed = Seuls les propriétaires voient l’état du serveur
system-closed-text = Votre rôle dans cet espace de travail montre ses données, pas la machine dessous. Demandez à un propriétaire.
system-version = Version { $version }, en marche depuis { $since }
system-tick = Dernier passage
system-never = Jamais
system-tick-fine = Un par minute
system-tick-late = En retard : rien n’est lu
system-running = Tâches en cours
system-running-note = En ce moment
system-waiting = Tâches en attente
system-waiting-note = Dont { $delayed } pour plus tard
system-dead = Tâches mortes
system-dead-none = Aucune n’a abandonné
system-dead-some = Abandonnées : voir admin jobs
system-space = Espace
system-space-good = Assez de place
system-space-warn = Bientôt plein
system-space-bad = Plein : les envois sont refusés
system-keep = { $count ->
    [one] Les fichiers d’origine sont gardés un jour après leur lecture.
   *[other] Les fichiers d’origine sont gardés { $count } jours après leur lecture.
  }
system-keep-none = Les fichiers d’origine sont supprimés dès qu’ils sont lus.
space-files = Fichiers de cet espace
space-files-count = { $count ->
    [one] un fichier
   *[other] { $shown } fichiers
  }
space-points = Points de cet espace
space-points-count = { $count ->
    [one] un point
   *[other] { $shown } points
  }
space-database = Reste de la base
space-other = Tout le reste du disque
space-free = Libre
space-reserved = Réservé
space-reserved-note = gardé libre pour la base
system-areas = Programmes
system-area-ready = Prêt
system-area-away = Absent

# Mots des pages : entrée, vue d’ensemble, réglages.
signin = Se connecter
signin-title = Se connecter à Bellwether
signin-new = Nouveau ici ?
signup = Créer un compte
signup-title = Créez votre compte
signup-lead = Vous obtenez votre propre espace de travail ; les autres vous rejoignent sur invitation.
signup-have = Vous avez un compte ?
signup-invited = Un compte avec cet e-mail, et vous y êtes.
signup-not = Pas de nouveaux comptes ici
signup-by-invitation = Les comptes se font sur invitation. Ouvrez le lien que vous avez reçu.
signup-closed = Ce serveur n’accepte pas de nouveaux comptes. Adressez-vous à la personne qui le gère.
signin-demo = Pour découvrir, connectez-vous avec { $email } ; son mot de passe a été affiché au démarrage du serveur.
signout = Se déconnecter
email = E-mail
email-fixed = L’adresse avec laquelle vous vous connectez
password = Mot de passe
password-hint = Au moins 10 caractères
password-show = Afficher le mot de passe
password-hide = Masquer le mot de passe
your-name = Votre nom
workspace-name = Nom de l’espace de travail
workspace-hint = Une équipe, une entreprise ou un projet
workspace-create = Créer l’espace de travail
welcome-title = Créez un espace de travail
welcome-lead = Un espace de travail réunit des jeux de données, des tableaux de bord et les personnes qui les voient.

invite = Invitation
invite-title = Rejoindre { $workspace }
invite-lead = { $email } est invité comme { $role }, jusqu’au { $until }.
invite-other = Vous êtes connecté en tant que { $email }. Cette invitation est pour { $invited }.
invite-join = Rejoindre { $workspace }
invite-later = Pas maintenant
invite-gone = Cette invitation n’est pas utilisable

running = Tâches en cours
running-some = Lecture de fichiers en cours
running-none = Rien en attente
storage = Stockage
storage-split = Fichiers { $files }, points { $points }
rows-total = { $count ->
    [one] { $shown } ligne
   *[other] { $shown } lignes
}
events-total = { $count ->
    [one] { $shown } événement
   *[other] { $shown } événements
}
widgets-count = { $count ->
    [one] { $count } widget
   *[other] { $count } widgets
}
all-dashboards = Tous les tableaux
all-datasets = Tous les jeux
upload-file = Importer un fichier
dashboard-new = Nouveau tableau de bord
dashboards-none = Aucun tableau de bord
dashboards-none-text = Un tableau de bord montre des graphiques de vos données et les redessine quand elles changent.
datasets-none = Aucun jeu de données
datasets-none-text = Importez un fichier CSV ou JSON ; ses colonnes deviennent des métriques et des étiquettes.
dataset-created = Attend son fichier
dataset-queued = En file d’attente
dataset-processing = Analyse
dataset-parsing = { $count ->
    [one] Analyse, { $shown } ligne
   *[other] Analyse, { $shown } lignes
}
dataset-error = Échec
sample-add = Ajouter des données d’exemple
sample-coming = Les jeux d’exemple et leurs tableaux de bord arrivent.
steps = Premiers pas
steps-hide = Masquer les premiers pas
step-done = fait
step-upload = Apporter des données
step-upload-text = Importez un fichier CSV ou JSON, ou explorez avec deux jeux d’exemple.
step-send = Envoyer un événement
step-send-text = N’importe quel programme le peut ; ce qu’il envoie est compté et dessiné aussitôt.
step-send-action = Envoyer un événement
step-dashboard = Créer un tableau de bord
step-dashboard-text = Placez les graphiques de vos métriques côte à côte.
step-invite = Inviter d’autres personnes
step-invite-text = Elles voient les mêmes tableaux de bord, en direct.
invite-people = Inviter

settings-you = Vous
settings-profile = Profil
settings-appearance = Apparence
settings-security = Sécurité
settings-workspace = Espace de travail
settings-members = Membres
settings-keys = Clés d’API
settings-usage = Utilisation
theme = Thème
theme-mint = Menthe
theme-warm = Chaud
theme-neon = Néon
theme-ember = Braise
scheme = Mode
scheme-light = Clair
scheme-dark = Sombre
scheme-system = Système
timezone = Fuseau horaire
timezone-auto = Comme ce navigateur ({ $zone })
timezone-now = Il est { $now } à { $zone }
password-change = Changer le mot de passe
password-current = Mot de passe actuel
password-new = Nouveau mot de passe
password-new-hint = Au moins 10 caractères. Vos autres sessions prennent fin.
password-changed = Le mot de passe est changé ; vos autres sessions ont pris fin.
sessions = Sessions
session-line = { $address }, depuis le { $since }, vue { $seen }
session-current = Celle-ci
session-end = Terminer
session-ended = La session sur { $device } est terminée.
device-unknown = Programme inconnu
signout-everywhere = Se déconnecter partout
signout-everywhere-text = Toutes les sessions prennent fin, celle-ci aussi. Vous vous reconnectez avec votre mot de passe.
workspace-address = Adresse
workspace-address-hint = Les liens restent valables quand le nom change
workspace-readonly = Les administrateurs peuvent changer le nom

role = Rôle
role-of = Rôle de { $name }
role-owner = Propriétaire
role-admin = Administrateur
role-editor = Éditeur
role-viewer = Lecteur
role-owner-text = tout
role-admin-text = personnes, clés et données
role-editor-text = jeux de données et tableaux de bord
role-viewer-text = consultation seule
you = (vous)
member-leave = Quitter l’espace
member-leave-title = Quitter { $workspace }
member-leave-text = Vous perdez l’accès aussitôt. Pour revenir, il faut une nouvelle invitation.
member-remove = Retirer { $name }
member-remove-action = Retirer
member-remove-text = { $name } perd l’accès aussitôt. Ce qui a été créé reste.
invitations = Invitations ouvertes
invitations-none = Personne n’est invité pour le moment.
invite-make = Créer l’invitation
invited-title = Invitation pour { $email }
invited-text = Envoyez ce lien à { $email }. Il sert une fois, et seulement pour cette adresse.
invitation-line = { $role }, jusqu’au { $until }
invitation-withdraw = Retirer
invitation-withdrawn = L’invitation de { $email } est retirée.

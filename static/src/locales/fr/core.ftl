# Mots du cadre et des éléments communs à toutes les pages.
copy = Copier
copied = Copié
copy-failed = Non copié
close = Fermer
cancel = Annuler
save = Enregistrer
saved = Enregistré
delete = Supprimer
undo = Annuler
redo = Rétablir
retry = Réessayer
dismiss = Masquer
notices = Notifications
more = Autres actions
search = Rechercher
language = Langue
skip = Aller au contenu
sidebar = Espace de travail
navigation = Principale

nav-overview = Vue d’ensemble
nav-dashboards = Tableaux de bord
nav-datasets = Jeux de données
nav-settings = Réglages
group-go = Aller à
group-general = Général

palette = Recherche et commandes
palette-hint = Saisissez une commande ou un lieu
palette-none = Rien ne correspond à « { $wanted } »
keys = Raccourcis clavier
scheme-to-dark = Passer en mode sombre
scheme-to-light = Passer en mode clair

workspace = Espace de travail
workspace-switch = Changer d’espace de travail
workspace-new = Nouvel espace de travail
person-menu = Votre compte

live = En direct
live-heard = Dernières nouvelles { $since }
live-stale = Sans nouvelles depuis { $since }
live-offline = Vous êtes hors ligne
live-connecting = Connexion
live-retry = Reconnexion dans { $seconds } s
live-now = Maintenant

request-id = Requête
failed-title = La page n’a pas pu être chargée
missing-title = Il n’y a rien ici
missing-text = L’adresse est peut-être mal saisie, ou ce qu’elle désignait a été supprimé.
missing-home = Aller à la vue d’ensemble
no-tenant-title = Cet espace de travail ne vous est pas ouvert
no-tenant-text = Il n’existe pas, ou vous n’en êtes pas membre. Demandez une invitation à l’un de ses membres.
again-title = Reconnectez-vous
again-text = Votre session { $email } est terminée. Reconnectez-vous pour reprendre où vous en étiez ; rien n’est perdu sur la page.
again-leave = Quitter la page

error-network = Le serveur est injoignable. Vérifiez votre connexion et réessayez.
error-unexpected = Une erreur s’est produite sur cette page. Rechargez-la ; si cela ne suffit pas, prévenez la personne qui gère ce serveur.

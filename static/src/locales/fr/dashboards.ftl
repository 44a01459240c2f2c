# Mots des tableaux de bord : liste, vue, périodes, édition, widgets, conflits.
dashboard = Tableau de bord
board-new = Nouveau tableau de bord
dashboard-rename = Nom et description
dashboard-menu = Actions pour { $name }
dashboard-deleted = « { $name } » supprimé
dashboard-gone = Ce tableau de bord n’existe plus
dashboard-gone-text = Il a été supprimé, ou l’adresse est erronée.
boards-none = Aucun tableau de bord
boards-none-text = Un tableau de bord montre côte à côte les nombres de vos jeux de données et se redessine quand ils changent.
widget-count = { $count ->
    [one] un widget
   *[other] { $count } widgets
  }
widgets-none = Ce tableau de bord est encore vide
widgets-none-text = Ajoutez un graphique, un nombre, un tableau ou quelques mots.

name = Nom
description = Description
create = Créer
open = Ouvrir
edit = Modifier
rename = Renommer
done = Terminer
saving = Enregistrement
unsent-discard = Abandonner cette modification
unsaved-leave = Des modifications ne sont pas encore enregistrées. Partir sans elles ?
undo-what = Annuler : { $what }
redo-what = Rétablir : { $what }

range-all = Toutes les données
range-1h = Dernière heure
range-24h = Dernières 24 heures
range-7d = 7 derniers jours
range-30d = 30 derniers jours
range-90d = 90 derniers jours
range-1y = Dernière année
range-custom = D’un jour à l’autre
range-from = Premier jour
range-to = Dernier jour
range-order = Le dernier jour précède le premier.
range-show = Afficher
compare = Comparer à la période précédente

empty-never = Ce jeu n’a encore aucune donnée
empty-never-go = Ouvrir le jeu de données
empty-range = Aucune donnée sur cette période
empty-range-go = Y aller
empty-last-seen = Vu pour la dernière fois { $when }.
empty-filtered = Rien où { $filter }
empty-filtered-go = Changer le filtre
empty-gone = Le jeu de données de ce widget a été supprimé
empty-gone-go = En choisir un autre

widget-menu = Actions pour { $title }
widget-stale = Périmé
widget-silent = Pas en direct
view-as-table = Voir en tableau
view-as-chart = Voir en graphique
export-csv = Télécharger en CSV
export-png = Télécharger l’image

widget-add = Ajouter un widget
widget-change = Modifier { $title }
widget-delete = Supprimer { $title }
widget-deleted = « { $title } » supprimé
widget-grip = Déplacer { $title }
widget-grip-hint = Glissez, ou utilisez les flèches ; avec Maj elles redimensionnent
widget-earlier = Avancer { $title } d’une place
widget-later = Reculer { $title } d’une place
widget-place = Colonne { $column }, rangée { $row }, largeur { $width }, hauteur { $height }
widget-type = Forme
widget-title = Titre
widget-metrics = Mesures
widget-unit = Unité
widget-range = Période
widget-range-own = Celle du tableau de bord
widget-text-hint = Markdown : # titre, **gras**, *italique*, - liste, [lien](https://…)
widget-preview = Aperçu
widget-incomplete = Choisissez un jeu de données et une mesure
widget-use = Mettre sur le tableau de bord
form-none = Aucun

edit-name = nom et description
edit-add = ajouter « { $title } »
edit-change = modifier « { $title } »
edit-delete = supprimer « { $title } »
edit-restore = remettre « { $title } »
edit-move = déplacer « { $title } »
edit-layout = disposer les widgets
edit-decide = trancher un conflit

conflict-title = Quelqu’un d’autre a aussi changé ceci
conflict-text = Tout le reste des deux modifications est gardé. Seuls ces champs disent deux choses.
conflict-field = Champ
conflict-mine = Le mien
conflict-theirs = Le leur
conflict-nothing = (rien)
conflict-use-mine = Garder le mien
conflict-use-theirs = Prendre le leur
part-title = titre
part-type = forme
part-layout = place
part-config = question
part-text = texte
part-datasetId = jeu de données
part-metrics = mesures
part-where = filtre
part-groupBy = répartition
part-interval = intervalle
part-agg = ce qui est affiché
part-range = période
part-unit = unité

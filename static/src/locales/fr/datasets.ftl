# Mots de l’exploration, que partage le formulaire d’un widget.
dataset = Jeu de données
glance = Premier regard
explorer-metric = Mesure
explorer-agg = Afficher
explorer-split = Répartir par
explorer-no-split = Rien
explorer-all = Tout
explorer-interval = Par
explorer-type = Forme du graphique
explorer-no-metrics = Aucun nombre trouvé dans ce fichier
glance-type = Type d’événement

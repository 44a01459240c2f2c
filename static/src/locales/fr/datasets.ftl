# Mots de l’exploration, que partage le formulaire d’un widget.
dataset = Jeu de données
explorer = Exploration
explorer-metric = Mesure
explorer-agg = Afficher
explorer-split = Répartir par
explorer-no-split = Rien
explorer-filter = Seulement où
explorer-all = Tout
explorer-interval = Par
explorer-type = Forme du graphique
pin = Mettre sur un tableau de bord
pin-new = Un nouveau : { $name }
explorer-no-metrics = Aucun nombre trouvé dans ce fichier

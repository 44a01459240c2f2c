# Mots des graphiques : formes, agrégats, intervalles, ce qui est lu à voix haute.
chart-kind-line = courbe
chart-kind-area = aires
chart-kind-bar = barres
chart-kind-text = Texte
chart-figure = { $title } : { $kind } de { $names }, du { $from } au { $to }, de { $low } à { $high }. Les flèches la parcourent.
chart-empty-figure = { $title } : aucune donnée
chart-no-value = aucune donnée
chart-previous = Période précédente
chart-more-series = { $count ->
    [one] une autre dans le tableau
   *[other] { $count } autres dans le tableau
  }
chart-time = Moment
chart-metric = Mesure
table-more = { $count ->
    [one] Une autre ligne se trouve dans le CSV.
   *[other] { $count } autres lignes se trouvent dans le CSV.
  }

type-line = Courbe
type-area = Aires
type-bar = Barres
type-stat = Nombre
type-table = Tableau
type-text = Texte

agg-avg = Moyenne
agg-sum = Somme
agg-min = Minimum
agg-max = Maximum
agg-count = Effectif
agg-first = Première
agg-last = Dernière

interval-auto = Automatique
interval-minute = Minute
interval-hour = Heure
interval-day = Jour
interval-week = Semaine
interval-month = Mois

stat-up = { $change } de plus que la période précédente
stat-down = { $change } de moins que la période précédente
stat-same = Comme la période précédente
stat-nothing-before = Rien pour la période précédente
stat-between = Entre { $low } et { $high }
stat-counted = Valeurs de { $name }
stat-average = { $average } en moyenne
stat-of-values = { $count ->
    [one] Une valeur
   *[other] { $amount } valeurs, { $average } en moyenne
  }

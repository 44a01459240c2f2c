# Mots des graphiques : formes, agrégats, intervalles, ce qui est lu à voix haute.
chart-kind-line = courbe
chart-kind-area = aires
chart-kind-bar = barres
chart-kind-text = Texte
chart-figure = { $title } : { $kind } de { $names }, du { $from } au { $to }, de { $low } à { $high }. Les flèches la parcourent.
chart-empty-figure = { $title } : aucune donnée
chart-no-value = aucune donnée
chart-previous = Période précédente
chart-before = Avant : { $from } – { $to }
chart-compared = Comparé à la période du { $from } au { $to }.
chart-change-of = { $name }, %
chart-before-of = { $name }, avant
chart-was = { $value } avant
chart-was-change = { $value } avant ({ $change })
chart-was-nothing = rien avant
chart-log-filled = Barres et aires reposent sur zéro, qu’une échelle log n’a pas : dessin linéaire.
chart-log-none = Aucune valeur n’est au-dessus de zéro, donc pas d’échelle log : dessin linéaire.
chart-log-hidden = { $count ->
    [one] Une valeur nulle ou négative n’est pas dessinée sur une échelle log.
   *[other] { $count } valeurs nulles ou négatives ne sont pas dessinées sur une échelle log.
  }
chart-approximate = Les centiles sont proches, pas exacts : il y a énormément de points.
chart-more-series = { $count ->
    [one] une autre, non dessinée
   *[other] { $count } autres, non dessinées
  }
chart-time = Moment
chart-metric = Mesure
table-wider = { $count ->
    [one] Une autre colonne se trouve dans le CSV.
   *[other] { $count } autres colonnes se trouvent dans le CSV.
  }
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
agg-p50 = Médiane
agg-p95 = 95e centile
agg-p99 = 99e centile

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

# Words of the usage page.
usage-month-before = Le mois précédent
usage-month-after = Le mois suivant
usage-events = { $count ->
    [one] événement ce mois-là
   *[other] événements ce mois-là
  }
usage-is-free = Sans limite
usage-is-within = Dans la limite
usage-is-near = Plus de 80 % utilisés
usage-is-soft = Au-dessus de la limite souple
usage-is-hard = Limite ferme atteinte
usage-projection = À ce rythme, le mois finira à { $shown }.
usage-rejected = { $count ->
    [0] Aucun n’a été rejeté.
    [one] Un a été rejeté ; il ne compte pas.
   *[other] { $shown } ont été rejetés ; ils ne comptent pas.
  }
usage-until = Les nouveaux événements sont refusés jusqu’au { $until } (UTC).
usage-meter = Événements du mois
usage-meter-is = { $used } sur { $limit }, { $share }
usage-mark-near = 80 %
usage-mark-soft = Souple
usage-mark-hard = Ferme
usage-days = Par jour
usage-utc = Jours UTC
usage-stored = Enregistrés
usage-refused = Rejetés
usage-nothing = Aucun événement ce mois-là
usage-keys = Par clé
usage-key = Clé
usage-share = Part
usage-key-gone = Une clé disparue
usage-no-key = Des personnes connectées
usage-plan = Formule et stockage
usage-plan-name = Formule
usage-soft = Limite souple
usage-hard = Limite ferme
usage-no-limit = Aucune
usage-kept = Gardés
usage-kept-days = { $count ->
    [one] Un jour
   *[other] { $count } jours
  }
usage-space = Sur le disque
usage-plan-text = Au-delà de la limite souple, vous êtes averti ; à la limite ferme, les événements sont refusés jusqu’au mois suivant. C’est l’exploitant du serveur qui fixe les deux.

# Words of the notice that a limit is reached.
limit-soft = Ce mois a dépassé sa limite souple de { $limit } événements. Rien n’est encore refusé.
limit-hard = La limite de { $limit } événements est atteinte. Les nouveaux sont refusés jusqu’au { $until } (UTC).
limit-look = Voir l’utilisation

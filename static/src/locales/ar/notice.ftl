# Words of the notice that a limit is reached.
limit-soft = تجاوز هذا الشهر حدّه المرن البالغ { $limit } حدث. لا يُرفض شيء بعد.
limit-hard = بُلغ الحد البالغ { $limit } حدث. تُرفض الأحداث الجديدة حتى { $until } (UTC).
limit-look = عرض الاستخدام

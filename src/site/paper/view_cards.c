/* Cards on any page; see view_cards.h. */
#include "site/paper/view_cards.h"

bool view_card_add(struct view *view, cJSON *papers, const struct paper *paper,
                   struct paper_place place, cJSON **ret_record, struct err *err)
{
    struct twin_list twins = { 0 };
    if (!link_store_twins(view->db, paper->row, view->arena, &twins, err))
        return false;
    place.twins = &twins;
    *ret_record = view_paper_add(papers, view->arena, paper, &place);
    return true;
}

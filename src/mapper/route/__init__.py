"""How flows run and where labels stand on a drawn map: one router and one placer, which every verb reads.

`scene` says what stands on a map and what a route costs there; `lines` finds routes; `labels` finds places for labels;
`router` answers for single flows, as while dragging. LAYOUT.md beside this file states the contract.
"""

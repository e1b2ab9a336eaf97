import time, cProfile, pstats
from tests.city.benefits.conftest import *
from tests.city.benefits.matching.hall import *
from tests.city.benefits.desk import *

def test_speed(desk):
    for n in range(99): made(f"{n:03d}")
    for who in (1,6,8,99):
        look(who)
        t=time.process_time(); w=time.time()
        for _ in range(3): m=look(who)
        print(who, (time.process_time()-t)/3*1000,'ms cpu', (time.time()-w)/3*1000, [ (g.value,len(m.of(g))) for g in __import__('yingshang.city.benefits.matching.types',fromlist=['Group']).Group])
    p=cProfile.Profile(); p.enable(); look(1); p.disable()
    pstats.Stats(p).sort_stats('cumtime').print_stats(35)
